# Clerk Shares The Books
# Source: panther rule GSuite.ActivityEvent.ClerkSharesTheBooks
# Translation: exact
import re

TARGET_USER_PATTERN = re.compile(r"(?:^|@)(?:bank\.example)\Z")

TARGET_USER_PATTERN_2 = re.compile(r"(?:^|@)(?:audit\.example|print\.example)\Z")


def rule(event):
    application_name = event.deep_get("id", "applicationName", default="")
    email = event.deep_get("actor", "email", default="")
    doc_title = event.deep_get("parameters", "doc_title", default="").lower()
    visibility = str(event.deep_get("parameters", "visibility", default=""))
    target_user = event.deep_get("parameters", "target_user")
    target_user_text = str(event.deep_get("parameters", "target_user", default=""))
    return (
        application_name == "drive"
        and email != "archive@bank.example"
        and any(part in doc_title for part in ("ledger", "balance", "books"))
        and (
            visibility in ("people_with_link", "public_on_the_web")
            or (
                target_user is not None
                and target_user != ""
                and not TARGET_USER_PATTERN.search(target_user_text)
                and not TARGET_USER_PATTERN_2.search(target_user_text)
            )
        )
    )


def title(event):
    return f"Clerk Shares The Books [{event.deep_get('actor', 'email', default='<unknown>')}]"


def alert_context(event):
    return {
        "id.applicationName": event.deep_get("id", "applicationName"),
        "actor.email": event.deep_get("actor", "email"),
        "parameters.doc_title": event.deep_get("parameters", "doc_title"),
        "parameters.visibility": event.deep_get("parameters", "visibility"),
        "parameters.target_user": event.deep_get("parameters", "target_user"),
    }
