# Copy Of The Ledger By Shadow
# Source: sigma rule afee8df2-4fc1-4e13-95de-775643b8afd8
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    target_filename = event.deep_get("ExtraEventData", "TargetFilename", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (11, "11")
        and target_filename.endswith(r"\ledger.mdf.copy")
    )


def title(_):
    return "Copy Of The Ledger By Shadow"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.TargetFilename": event.deep_get("ExtraEventData", "TargetFilename"),
    }
