# Backup Key About To Be Deleted
# Source: sigma rule 9fcd202e-2452-410d-89b0-452471de07eb
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def rule(event):
    event_source = event.deep_get("eventSource", default="").lower()
    event_name = event.deep_get("eventName", default="").lower()
    pending_window_in_days = event.deep_get("requestParameters", "pendingWindowInDays")
    read_only = str(event.deep_get("readOnly", default="")).lower()
    arn = event.deep_get("userIdentity", "arn", default="").lower()
    error_code = event.get("errorCode")
    return (
        event_source == "kms.amazonaws.com"
        and event_name == "schedulekeydeletion"
        and number(pending_window_in_days) is not None
        and number(pending_window_in_days) <= 7
        and read_only == "false"
        and not (":assumed-role/keykeepers/" in arn or error_code is not None)
    )


def title(event):
    arn = event.deep_get("userIdentity", "arn", default="<unknown>")
    return f"Backup Key About To Be Deleted [{arn}]"


def alert_context(event):
    return {
        "eventSource": event.deep_get("eventSource"),
        "eventName": event.deep_get("eventName"),
        "requestParameters.pendingWindowInDays": event.deep_get(
            "requestParameters", "pendingWindowInDays"
        ),
        "readOnly": event.deep_get("readOnly"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "errorCode": event.deep_get("errorCode"),
    }
