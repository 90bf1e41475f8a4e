# Key Lent
# Translation: exact
def rule(event):
    action = str(event.deep_get("action", default="")).lower()
    return action == "key-lent"


def title(_):
    return "Key Lent"


def alert_context(event):
    return {
        "action": event.deep_get("action"),
    }
