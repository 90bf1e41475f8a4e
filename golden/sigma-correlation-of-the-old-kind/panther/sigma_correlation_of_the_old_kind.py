# Share Refused Again And Again
# Source: sigma rule 1db3f820-3d41-55e1-93a3-553cbc88c2a5
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: A deduplication period begins with the first match and ends after its span, so that matches on both sides of its end are not counted together.
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    share_name = str(event.deep_get("ExtraEventData", "ShareName", default="")).lower()
    ip_address_value = event.deep_get("ExtraEventData", "IpAddress")
    return (
        channel == "security"
        and event_id in (5140, "5140")
        and share_name.endswith(r"\ledger")
        and ip_address_value is not None
    )


def dedup(event):
    ip_address_value = str(event.deep_get("ExtraEventData", "IpAddress", default=""))
    return ip_address_value


def title(_):
    return "Share Refused Again And Again"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.ShareName": event.deep_get("ExtraEventData", "ShareName"),
        "ExtraEventData.IpAddress": event.deep_get("ExtraEventData", "IpAddress"),
    }
