# Key Lent
# Source: sigma rule de6a96d1-d962-8b4e-a508-ffc26c36ee94
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
