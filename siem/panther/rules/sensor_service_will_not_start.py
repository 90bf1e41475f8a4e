# Sensor Service Will Not Start
# Source: sigma rule c51b9780-d598-408d-99f9-09bd6249cb0b
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
EVENT_ID_NUMBERS = (12, "12", 13, "13", 14, "14")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    target_object = event.deep_get("ExtraEventData", "TargetObject", default="").lower()
    details = event.deep_get("ExtraEventData", "Details", default="").lower()
    event_type = str(event.deep_get("ExtraEventData", "EventType", default="")).lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in EVENT_ID_NUMBERS
        and (
            (
                target_object.endswith(r"\services\plantsensor\start")
                and details == "dword (0x00000004)"
            )
            or (
                r"\services\plantsensor" in target_object
                and event_type in ("deletekey", "renamekey")
            )
        )
    )


def title(_):
    return "Sensor Service Will Not Start"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.TargetObject": event.deep_get("ExtraEventData", "TargetObject"),
        "ExtraEventData.Details": event.deep_get("ExtraEventData", "Details"),
        "ExtraEventData.EventType": event.deep_get("ExtraEventData", "EventType"),
    }
