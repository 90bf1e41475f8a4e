# Proxy Of The Ledger Changed
# Source: elastic rule 9600882a-d541-4b23-b840-64599219ec79
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from fnmatch import fnmatchcase

TARGET_OBJECT_PATTERNS = (r"hk*\software\ledger\proxy\server", r"\registry\*\ledger\proxy\server")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    target_object = event.deep_get("ExtraEventData", "TargetObject", default="").lower()
    details = event.deep_get("ExtraEventData", "Details", default="").lower()
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (13, "13")
        and any(fnmatchcase(target_object, glob) for glob in TARGET_OBJECT_PATTERNS)
        and ":80" in details
        and not details.startswith("proxy.corp.example:")
        and not fnmatchcase(image, r"?:\program files\ledger\*.exe")
    )


def title(_):
    return "Proxy Of The Ledger Changed"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.TargetObject": event.deep_get("ExtraEventData", "TargetObject"),
        "ExtraEventData.Details": event.deep_get("ExtraEventData", "Details"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
    }
