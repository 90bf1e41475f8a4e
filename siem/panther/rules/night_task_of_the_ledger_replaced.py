# Night Task Of The Ledger Replaced
# Source: sigma rule 1a5ff341-22c1-42a5-b081-64850703ce80
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    task_name = str(event.deep_get("ExtraEventData", "TaskName", default="")).lower()
    path = event.deep_get("ExtraEventData", "Path", default="").lower()
    return (
        channel == "microsoft-windows-taskscheduler/operational"
        and event_id in (129, "129")
        and task_name.startswith("\\ledger\\")
        and not path.startswith(("c:\\program files\\ledger\\", "%programfiles%\\ledger\\"))
    )


def title(_):
    return "Night Task Of The Ledger Replaced"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.TaskName": event.deep_get("ExtraEventData", "TaskName"),
        "ExtraEventData.Path": event.deep_get("ExtraEventData", "Path"),
    }
