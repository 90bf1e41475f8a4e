# Many Failed Logins From One Address
# Source: sigma rule c7debe92-b8aa-570d-9384-f78563357d62
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: A deduplication period begins with the first match and ends after its span, so that matches on both sides of its end are not counted together.
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    ip_address_value = event.deep_get("ExtraEventData", "IpAddress")
    return channel == "security" and event_id in (4625, "4625") and ip_address_value is not None


def dedup(event):
    ip_address_value = str(event.deep_get("ExtraEventData", "IpAddress", default=""))
    return ip_address_value


def title(_):
    return "Many Failed Logins From One Address"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.IpAddress": event.deep_get("ExtraEventData", "IpAddress"),
    }
