# Service Account On A Remote Desktop
# Source: sigma rule 77342bde-d53e-45f8-b1c4-23da7ad48afb
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
LOGON_TYPE_NUMBERS = (10, "10", 12, "12")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    logon_type = event.deep_get("ExtraEventData", "LogonType")
    target_user_name = str(event.deep_get("ExtraEventData", "TargetUserName", default="")).lower()
    key_length = event.deep_get("ExtraEventData", "KeyLength")
    virtual_account = str(event.deep_get("ExtraEventData", "VirtualAccount", default="")).lower()
    elevated_token = str(event.deep_get("ExtraEventData", "ElevatedToken", default="")).lower()
    return (
        channel == "security"
        and event_id in (4624, "4624")
        and logon_type in LOGON_TYPE_NUMBERS
        and target_user_name.startswith("svc-")
        and str(key_length) == "0"
        and virtual_account == "false"
        and elevated_token == "%%1842"
    )


def title(event):
    target_user_name = event.deep_get("ExtraEventData", "TargetUserName", default="<unknown>")
    return f"Service Account On A Remote Desktop [{target_user_name}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.LogonType": event.deep_get("ExtraEventData", "LogonType"),
        "ExtraEventData.TargetUserName": event.deep_get("ExtraEventData", "TargetUserName"),
        "ExtraEventData.KeyLength": event.deep_get("ExtraEventData", "KeyLength"),
        "ExtraEventData.VirtualAccount": event.deep_get("ExtraEventData", "VirtualAccount"),
        "ExtraEventData.ElevatedToken": event.deep_get("ExtraEventData", "ElevatedToken"),
    }
