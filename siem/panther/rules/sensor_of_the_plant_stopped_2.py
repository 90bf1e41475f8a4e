# Sensor Of The Plant Stopped
# Source: sigma rule bbcfe379-875a-4fbc-ad2a-34f054d93d37
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and image.endswith(r"\plantsensor-ctl.exe")
        and any(part in command_line for part in (" stop", " unload"))
    )


def title(_):
    return "Sensor Of The Plant Stopped"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
    }
