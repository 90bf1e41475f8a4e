# Administrator Fills A Group On A Domain Controller
# Source: sigma rule 199daceb-7172-4e13-8481-72477199d64a
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
EVENT_ID_NUMBERS = (4728, "4728", 4756, "4756")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    computer = event.deep_get("Computer", default="").lower()
    subject_user_name = str(event.deep_get("ExtraEventData", "SubjectUserName", default="")).lower()
    member_name = str(event.deep_get("ExtraEventData", "MemberName", default="")).lower()
    return (
        channel == "security"
        and event_id in EVENT_ID_NUMBERS
        and computer in ("dc01", "dc02")
        and subject_user_name in ("root", "admin-anna")
        and not any(part in member_name for part in ("cn=svc-root", "cn=svc-admin-anna"))
    )


def title(event):
    subject_user_name = event.deep_get("ExtraEventData", "SubjectUserName", default="<unknown>")
    return f"Administrator Fills A Group On A Domain Controller [{subject_user_name}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "Computer": event.deep_get("Computer"),
        "ExtraEventData.SubjectUserName": event.deep_get("ExtraEventData", "SubjectUserName"),
        "ExtraEventData.MemberName": event.deep_get("ExtraEventData", "MemberName"),
    }
