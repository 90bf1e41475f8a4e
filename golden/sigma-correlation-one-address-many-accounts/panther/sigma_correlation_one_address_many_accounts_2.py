# One Address Tries Many Accounts
# Source: sigma rule ad3a7a2d-2974-5084-bfb3-1d9fe20ef169
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: A deduplication period begins with the first match and ends after its span, so that matches on both sides of its end are not counted together.
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    ip_address_value = event.deep_get("ExtraEventData", "IpAddress")
    computer = event.get("Computer")
    target_user_name = event.deep_get("ExtraEventData", "TargetUserName")
    return (
        channel == "security"
        and event_id in (4625, "4625")
        and ip_address_value is not None
        and computer is not None
        and target_user_name is not None
    )


def dedup(event):
    ip_address_value = str(event.deep_get("ExtraEventData", "IpAddress", default=""))
    computer = event.deep_get("Computer", default="")
    return "|".join((ip_address_value, computer))


def unique(event):
    target_user_name = str(event.deep_get("ExtraEventData", "TargetUserName", default=""))
    return target_user_name


def title(event):
    return f"One Address Tries Many Accounts [{event.deep_get('ExtraEventData', 'TargetUserName', default='<unknown>')}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.IpAddress": event.deep_get("ExtraEventData", "IpAddress"),
        "Computer": event.deep_get("Computer"),
        "ExtraEventData.TargetUserName": event.deep_get("ExtraEventData", "TargetUserName"),
    }
