# Names Of The Tunnel
# Source: sigma rule a88118e4-9682-8824-b36e-a03b3df721dc
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    query_results = str(event.deep_get("ExtraEventData", "QueryResults", default="")).lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (22, "22")
        and "203.0.113.9" in query_results
    )


def title(_):
    return "Names Of The Tunnel"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.QueryResults": event.deep_get("ExtraEventData", "QueryResults"),
    }
