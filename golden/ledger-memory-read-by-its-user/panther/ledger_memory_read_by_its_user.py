# Ledger Memory Read By Its Own User
# Source: sigma rule e2046a36-1954-4d78-b22b-a57a7fd60747
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    target_image = str(event.deep_get("ExtraEventData", "TargetImage", default="")).lower()
    source_user = str(event.deep_get("ExtraEventData", "SourceUser", default="")).lower()
    source_user_raw = event.deep_get("ExtraEventData", "SourceUser")
    target_user = str(event.deep_get("ExtraEventData", "TargetUser", default="")).lower()
    target_user_raw = event.deep_get("ExtraEventData", "TargetUser")
    source_image = event.deep_get("ExtraEventData", "SourceImage", default="").lower()
    source_image_raw = event.deep_get("ExtraEventData", "SourceImage")
    target_image_raw = event.deep_get("ExtraEventData", "TargetImage")
    call_trace = str(event.deep_get("ExtraEventData", "CallTrace", default="")).lower()
    call_trace_raw = event.deep_get("ExtraEventData", "CallTrace")
    original_file_name = str(
        event.deep_get("ExtraEventData", "OriginalFileName", default="")
    ).lower()
    original_file_name_raw = event.deep_get("ExtraEventData", "OriginalFileName")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (10, "10")
        and target_image.endswith(r"\ledger.exe")
        and source_user_raw is not None
        and target_user_raw is not None
        and source_user == target_user
        and not (
            source_image_raw is not None
            and target_image_raw is not None
            and source_image == target_image
        )
        and call_trace_raw is not None
        and source_image_raw is not None
        and call_trace.startswith(source_image)
        and not (
            (
                source_image_raw is not None
                and original_file_name_raw is not None
                and source_image.endswith(original_file_name)
            )
            or (
                call_trace_raw is not None
                and target_image_raw is not None
                and target_image in call_trace
            )
        )
    )


def title(event):
    source_user = event.deep_get("ExtraEventData", "SourceUser", default="<unknown>")
    return f"Ledger Memory Read By Its Own User [{source_user}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.TargetImage": event.deep_get("ExtraEventData", "TargetImage"),
        "ExtraEventData.SourceUser": event.deep_get("ExtraEventData", "SourceUser"),
        "ExtraEventData.TargetUser": event.deep_get("ExtraEventData", "TargetUser"),
        "ExtraEventData.SourceImage": event.deep_get("ExtraEventData", "SourceImage"),
        "ExtraEventData.CallTrace": event.deep_get("ExtraEventData", "CallTrace"),
        "ExtraEventData.OriginalFileName": event.deep_get("ExtraEventData", "OriginalFileName"),
    }
