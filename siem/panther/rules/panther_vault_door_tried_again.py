# Vault Door Tried Again
# Source: panther rule Okta.SystemLog.VaultDoorTriedAgain
# Translation: exact
def rule(event):
    zone = str(event.deep_get("client", "zone", default=""))
    event_type = event.deep_get("eventType", default="")
    result = str(event.deep_get("outcome", "result", default=""))
    return zone != "drill" and event_type == "user.session.start" and result == "FAILURE"


def dedup(event):
    alternate_id = event.deep_get("actor", "alternateId")
    alternate_id_text = str(event.deep_get("actor", "alternateId", default=""))
    return (alternate_id_text if alternate_id is not None else "nobody")


def title(_):
    return "Vault Door Tried Again"


def alert_context(event):
    return {
        "client.zone": event.deep_get("client", "zone"),
        "eventType": event.deep_get("eventType"),
        "outcome.result": event.deep_get("outcome", "result"),
    }
