# Audit Of The Ledger Switched Off
# Source: sigma rule 78c6d14c-a6e4-43ed-b5e9-7e2606a8360a
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    target_object = event.deep_get("ExtraEventData", "TargetObject", default="").lower()
    details = event.deep_get("ExtraEventData", "Details", default="").lower()
    details_raw = event.deep_get("ExtraEventData", "Details")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    user = str(event.deep_get("ExtraEventData", "User", default="")).lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (13, "13")
        and (
            (target_object.endswith(r"\ledger\audit\enabled") and details == "dword (0x00000000)")
            or (
                target_object.endswith(r"\ledger\audit\path")
                and (details == "nul" or details_raw == "")
            )
            or ("\\ledger\\" in target_object and "\\exclude\\" in target_object)
        )
        and not (image.endswith(r"\ledger-setup.exe") or user == r"nt authority\system")
    )


def title(event):
    user = event.deep_get("ExtraEventData", "User", default="<unknown>")
    return f"Audit Of The Ledger Switched Off [{user}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.TargetObject": event.deep_get("ExtraEventData", "TargetObject"),
        "ExtraEventData.Details": event.deep_get("ExtraEventData", "Details"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.User": event.deep_get("ExtraEventData", "User"),
    }
