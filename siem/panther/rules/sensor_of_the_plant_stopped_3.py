# Sensor Of The Plant Stopped
# Source: sigma rule c3c95272-39f3-4068-8de7-489e80792f2c
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image_loaded = event.deep_get("ExtraEventData", "ImageLoaded", default="").lower()
    signed = str(event.deep_get("ExtraEventData", "Signed", default="")).lower()
    signature_status = str(event.deep_get("ExtraEventData", "SignatureStatus", default="")).lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (6, "6")
        and image_loaded.endswith(r"\plantsensor.sys")
        and not (signed == "true" and signature_status == "valid")
    )


def title(_):
    return "Sensor Of The Plant Stopped"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.ImageLoaded": event.deep_get("ExtraEventData", "ImageLoaded"),
        "ExtraEventData.Signed": event.deep_get("ExtraEventData", "Signed"),
        "ExtraEventData.SignatureStatus": event.deep_get("ExtraEventData", "SignatureStatus"),
    }
