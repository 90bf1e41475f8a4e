# Password Guessed In The End
# Source: sigma rule f46fd88e-009d-5f68-918c-6a2ce4347bd2
# Author: ruleglot
# Licence: Apache-2.0
# Translation: broader: The events that the rule counts within a span of their own may be spread
#   over the whole span.; A correlation rule has a time limit for each step, and none for the whole
#   sequence but what it looks back on.
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    ip_address_value = event.deep_get("ExtraEventData", "IpAddress")
    return channel == "security" and event_id in (4624, "4624") and ip_address_value is not None


def correlation_key(event):
    ip_address_value = str(event.deep_get("ExtraEventData", "IpAddress", default=""))
    return ip_address_value


def title(_):
    return "Password Guessed In The End"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.IpAddress": event.deep_get("ExtraEventData", "IpAddress"),
    }
