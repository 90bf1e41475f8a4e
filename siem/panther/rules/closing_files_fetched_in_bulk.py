# Files Of The Closing Fetched In Bulk
# Source: elastic rule 404e86a1-1018-4c1f-ba43-a93e2582f499
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from fnmatch import fnmatchcase


def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def rule(event):
    event_source = event.deep_get("eventSource", default="")
    event_name = event.deep_get("eventName", default="")
    key = str(event.deep_get("requestParameters", "key", default=""))
    bytes_transferred_out = event.deep_get("additionalEventData", "bytesTransferredOut")
    arn = event.deep_get("userIdentity", "arn", default="")
    type_value = str(event.deep_get("userIdentity", "type", default=""))
    user_agent = event.deep_get("userAgent", default="")
    return (
        event_source == "s3.amazonaws.com"
        and event_name == "GetObject"
        and (
            key.startswith("closing (final)")
            or "*star" in key
            or key == r'closing (final) \ "2026".xlsx'
        )
        and number(bytes_transferred_out) is not None
        and number(bytes_transferred_out) >= 104857600
        and number(bytes_transferred_out) < 1073741824
        and fnmatchcase(arn, "arn:aws:iam::*:user/*")
        and type_value != "and"
        and user_agent != "*aws-sdk*"
    )


def title(event):
    arn = event.deep_get("userIdentity", "arn", default="<unknown>")
    return f"Files Of The Closing Fetched In Bulk [{arn}]"


def alert_context(event):
    return {
        "eventSource": event.deep_get("eventSource"),
        "eventName": event.deep_get("eventName"),
        "requestParameters.key": event.deep_get("requestParameters", "key"),
        "additionalEventData.bytesTransferredOut": event.deep_get(
            "additionalEventData", "bytesTransferredOut"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.type": event.deep_get("userIdentity", "type"),
        "userAgent": event.deep_get("userAgent"),
    }
