# Second Factor Taken From A User
# Source: elastic rule ae131670-0141-485e-be47-7bb44512c739
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    event_type = event.deep_get("eventType", default="")
    result = str(event.deep_get("outcome", "result", default="")).lower()
    alternate_id = event.deep_get("actor", "alternateId")
    alternate_id_text = str(event.deep_get("actor", "alternateId", default=""))
    type_value = str(event.deep_get("actor", "type", default=""))
    return (
        event_type in ("user.mfa.factor.deactivate", "user.mfa.factor.reset_all")
        and result in ("success", "allow")
        and alternate_id is not None
        and not (
            alternate_id_text == "helpdesk@corp.example"
            or alternate_id_text.endswith("@robots.corp.example")
            or "@" not in alternate_id_text
        )
        and type_value not in ("SystemPrincipal", "PublicClientApp")
    )


def title(event):
    alternate_id = event.deep_get("actor", "alternateId", default="<unknown>")
    return f"Second Factor Taken From A User [{alternate_id}]"


def alert_context(event):
    return {
        "eventType": event.deep_get("eventType"),
        "outcome.result": event.deep_get("outcome", "result"),
        "actor.alternateId": event.deep_get("actor", "alternateId"),
        "actor.type": event.deep_get("actor", "type"),
    }
