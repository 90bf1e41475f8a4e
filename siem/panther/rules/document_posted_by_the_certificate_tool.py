# Document Posted By The Certificate Tool
# Source: sigma rule cbcfc7b4-d9f3-4e50-b4cd-186ef13cd047
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    original_file_name = event.deep_get("ExtraEventData", "OriginalFileName", default="").lower()
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="").lower()
    user = str(event.deep_get("ExtraEventData", "User", default="")).lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and (image.endswith(r"\certreq.exe") or original_file_name == "certreq.exe")
        and "post" in command_line
        and "://" in command_line
        and command_line.endswith((".docx", ".xlsx", ".csv"))
        and not ("://ca.corp.example/" in command_line or user.startswith("lab\\"))
    )


def title(event):
    user = event.deep_get("ExtraEventData", "User", default="<unknown>")
    return f"Document Posted By The Certificate Tool [{user}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.OriginalFileName": event.deep_get("ExtraEventData", "OriginalFileName"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
        "ExtraEventData.User": event.deep_get("ExtraEventData", "User"),
    }
