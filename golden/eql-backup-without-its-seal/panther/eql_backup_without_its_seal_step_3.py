# Backup Without Its Seal
# Source: elastic rule 2d634131-afd4-58a1-ab33-712e59bb2703
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The rule looks at events of category file of more types; its data source
#   here is of one kind (Any system: file creation).; The rule looks at events of category network
#   of more types; its data source here is of one kind (Any system: network connection).
def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    remote_port = event.deep_get("event", "RemotePort")
    aid = event.get("aid")
    return (
        fdr_event_type == "networkconnectip4" and remote_port in (9443, "9443") and aid is not None
    )


def correlation_key(event):
    aid = str(event.deep_get("aid", default=""))
    return aid


def title(_):
    return "Backup Without Its Seal"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event.RemotePort": event.deep_get("event", "RemotePort"),
        "aid": event.deep_get("aid"),
    }
