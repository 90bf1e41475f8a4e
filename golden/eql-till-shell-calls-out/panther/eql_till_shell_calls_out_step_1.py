# Shell Of A Till That Calls Out
# Source: elastic rule a94ead29-d1ac-50e2-8ea8-077ecc2fc6c0
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    image_file_name = event.deep_get("event", "ImageFileName", default="")
    aid = event.get("aid")
    target_process_id = event.deep_get("event", "TargetProcessId")
    return (
        fdr_event_type == "processrollup2"
        and event_platform == "lin"
        and image_file_name.endswith(("/bash", "/dash"))
        and aid is not None
        and target_process_id is not None
    )


def correlation_key(event):
    aid = str(event.deep_get("aid", default=""))
    target_process_id = str(event.deep_get("event", "TargetProcessId", default=""))
    return "|".join((aid.replace("%", "%25").replace("|", "%7C"), target_process_id))


def title(_):
    return "Shell Of A Till That Calls Out"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.ImageFileName": event.deep_get("event", "ImageFileName"),
        "aid": event.deep_get("aid"),
        "event.TargetProcessId": event.deep_get("event", "TargetProcessId"),
    }
