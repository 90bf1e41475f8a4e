# Watcher On The Ledger By WMI
# Source: sigma rule b030f508-88ea-43b3-af96-6e466e05850d
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
EVENT_ID_NUMBERS = (19, "19", 20, "20")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    operation = str(event.deep_get("ExtraEventData", "Operation", default="")).lower()
    name = event.deep_get("ExtraEventData", "Name", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in EVENT_ID_NUMBERS
        and operation != "deleted"
        and "ledger" in name
    )


def title(_):
    return "Watcher On The Ledger By WMI"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Operation": event.deep_get("ExtraEventData", "Operation"),
        "ExtraEventData.Name": event.deep_get("ExtraEventData", "Name"),
    }
