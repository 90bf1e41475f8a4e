# Key Made
# Translation: exact
def rule(event):
    action = str(event.deep_get("action", default="")).lower()
    return action == "key-made"


def title(_):
    return "Key Made"


def alert_context(event):
    return {
        "action": event.deep_get("action"),
    }
