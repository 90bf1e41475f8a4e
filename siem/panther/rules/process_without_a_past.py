# Process Without A Past
# Source: sigma rule bac6f18c-3a31-4a4e-bfb3-4a64fe651412
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    command_line = event.deep_get("ExtraEventData", "CommandLine")
    parent_command_line = event.deep_get("ExtraEventData", "ParentCommandLine")
    user = event.deep_get("ExtraEventData", "User")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and command_line == ""
        and parent_command_line is None
        and user is not None
        and user != ""
    )


def title(event):
    user = event.deep_get("ExtraEventData", "User", default="<unknown>")
    return f"Process Without A Past [{user}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
        "ExtraEventData.ParentCommandLine": event.deep_get("ExtraEventData", "ParentCommandLine"),
        "ExtraEventData.User": event.deep_get("ExtraEventData", "User"),
    }
