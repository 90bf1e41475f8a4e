# Names Of The Tunnel
# Source: sigma rule 9427d19d-a10e-4db5-b7b2-e9d8b886e448
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    query_name = event.deep_get("ExtraEventData", "QueryName", default="").lower()
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (22, "22")
        and query_name.endswith(".rg-tunnel.example")
        and not image.endswith((r"\msedge.exe", r"\firefox.exe"))
    )


def title(_):
    return "Names Of The Tunnel"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.QueryName": event.deep_get("ExtraEventData", "QueryName"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
    }
