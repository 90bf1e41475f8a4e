# Scripted Partition Tool
# Source: sigma rule 98efc3ca-a707-487e-ae85-5034eeca0693
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
COMMAND_LINE_FRAGMENTS = (" -s ", " /s ", " –s ", " —s ", " ―s ")

COMMAND_LINE_FRAGMENTS_2 = (" -noerr", " /noerr", " –noerr", " —noerr", " ―noerr")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and image.endswith(r"\diskpart.exe")
        and any(part in command_line for part in COMMAND_LINE_FRAGMENTS)
        and any(part in command_line for part in COMMAND_LINE_FRAGMENTS_2)
    )


def title(_):
    return "Scripted Partition Tool"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
    }
