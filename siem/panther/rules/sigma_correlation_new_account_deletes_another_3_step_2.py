# New Account Deletes Another
# Source: sigma rule 19907825-0ec2-50a1-9b43-5857a56d8de7
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    subject_user_name = event.deep_get("ExtraEventData", "SubjectUserName")
    return channel == "security" and event_id in (4726, "4726") and subject_user_name is not None


def correlation_key(event):
    subject_user_name = str(event.deep_get("ExtraEventData", "SubjectUserName", default=""))
    return subject_user_name


def title(event):
    subject_user_name = event.deep_get("ExtraEventData", "SubjectUserName", default="<unknown>")
    return f"New Account Deletes Another [{subject_user_name}]"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.SubjectUserName": event.deep_get("ExtraEventData", "SubjectUserName"),
    }
