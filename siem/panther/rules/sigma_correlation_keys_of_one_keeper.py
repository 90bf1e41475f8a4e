# Key Made
# Source: sigma rule 12a427aa-d089-845b-b18f-38fa55170deb
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
