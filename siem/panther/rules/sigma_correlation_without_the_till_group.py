# Shell Opened By A User Of The Shop
# Source: sigma rule 6a0a2f3e-5a65-4f2f-9d4a-0f6f0d7b8a51
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    user = str(event.deep_get("ExtraEventData", "User", default="")).lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and image.endswith(r"\cmd.exe")
        and user.startswith("shop\\")
        and not user.endswith("-till")
    )


def title(event):
    user = event.deep_get("ExtraEventData", "User", default="<unknown>")
    return f"Shell Opened By A User Of The Shop [{user}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.User": event.deep_get("ExtraEventData", "User"),
    }
