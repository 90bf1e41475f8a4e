# Shell Of A Till That Calls Out
# Source: elastic rule a94ead29-d1ac-50e2-8ea8-077ecc2fc6c0
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    remote_address_ip4 = str(event.deep_get("event", "RemoteAddressIP4", default=""))
    aid = event.get("aid")
    context_process_id = event.deep_get("event", "ContextProcessId")
    return (
        fdr_event_type == "networkconnectip4"
        and event_platform == "lin"
        and remote_address_ip4 != "10.0.0.1"
        and aid is not None
        and context_process_id is not None
    )


def correlation_key(event):
    aid = str(event.deep_get("aid", default=""))
    context_process_id = str(event.deep_get("event", "ContextProcessId", default=""))
    return "|".join((aid.replace("%", "%25").replace("|", "%7C"), context_process_id))


def title(_):
    return "Shell Of A Till That Calls Out"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.RemoteAddressIP4": event.deep_get("event", "RemoteAddressIP4"),
        "aid": event.deep_get("aid"),
        "event.ContextProcessId": event.deep_get("event", "ContextProcessId"),
    }
