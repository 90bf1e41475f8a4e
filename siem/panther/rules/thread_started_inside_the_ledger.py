# Thread Started Inside The Ledger
# Source: sigma rule 6768f546-f256-47ac-9b36-1d764ed889d4
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    target_image = str(event.deep_get("ExtraEventData", "TargetImage", default="")).lower()
    source_image = event.deep_get("ExtraEventData", "SourceImage", default="").lower()
    start_function = str(event.deep_get("ExtraEventData", "StartFunction", default="")).lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (8, "8")
        and target_image.endswith(r"\ledger.exe")
        and source_image.startswith(("c:\\users\\public\\", "c:\\windows\\temp\\"))
        and not start_function.startswith("dbg")
    )


def title(_):
    return "Thread Started Inside The Ledger"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.TargetImage": event.deep_get("ExtraEventData", "TargetImage"),
        "ExtraEventData.SourceImage": event.deep_get("ExtraEventData", "SourceImage"),
        "ExtraEventData.StartFunction": event.deep_get("ExtraEventData", "StartFunction"),
    }
