OPEN_TO = {"people_with_link": "anyone with the link", "public_on_the_web": "everyone"}
PARTNERS = ["audit.example", "print.example"]


def outside(email):
    domain = email.split("@")[-1]
    return domain != "bank.example" and domain not in PARTNERS


def rule(event):
    if event.deep_get("id", "applicationName") != "drive":
        return False
    name = event.deep_get("parameters", "doc_title", default="").lower()
    if not any(word in name for word in ("ledger", "balance", "books")):
        return False
    visibility = event.deep_get("parameters", "visibility")
    target = event.deep_get("parameters", "target_user", default="")
    return visibility in OPEN_TO or (bool(target) and outside(target))


def title(event):
    to = OPEN_TO.get(event.deep_get("parameters", "visibility"), "a stranger")
    return f"A book of the ledger is open to {to}"


def severity(event):
    return "HIGH" if event.deep_get("parameters", "visibility") == "public_on_the_web" else "DEFAULT"
