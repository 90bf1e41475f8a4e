# till-secret-read-from-outside
# Translation: exact
def rule(event):
    event_source = event.deep_get("eventSource", default="").lower()
    event_name = event.deep_get("eventName", default="").lower()
    secret_id = str(event.deep_get("requestParameters", "secretId", default="")).lower()
    source_ip_address = str(event.deep_get("sourceIPAddress", default="")).lower()
    error_code = event.get("errorCode")
    return (
        event_source == "secretsmanager.amazonaws.com"
        and event_name in ("getsecretvalue", "batchgetsecretvalue")
        and secret_id.startswith("till/")
        and not source_ip_address.startswith("10.")
        and error_code is None
    )


def title(_):
    return "till-secret-read-from-outside"


def alert_context(event):
    return {
        "eventSource": event.deep_get("eventSource"),
        "eventName": event.deep_get("eventName"),
        "requestParameters.secretId": event.deep_get("requestParameters", "secretId"),
        "sourceIPAddress": event.deep_get("sourceIPAddress"),
        "errorCode": event.deep_get("errorCode"),
    }
