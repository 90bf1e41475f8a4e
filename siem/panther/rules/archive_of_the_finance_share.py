# Archive Packed From The Finance Share
# Source: sigma rule fc7e0598-685e-45dd-abf3-3d3ff97a9e0d
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="").lower()
    parent_image = event.deep_get("ExtraEventData", "ParentImage", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and image.endswith((r"\7z.exe", r"\rar.exe"))
        and " a " in command_line
        and "\\\\fs-finance\\" in command_line
        and not parent_image.startswith("c:\\program files\\nightbackup\\")
    )


def title(_):
    return "Archive Packed From The Finance Share"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
        "ExtraEventData.ParentImage": event.deep_get("ExtraEventData", "ParentImage"),
    }
