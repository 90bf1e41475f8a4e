# New Path Of A User And Host
# Source: elastic rule 55e2df03-682e-5995-9db2-a99fd7cdee16
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The rule looks at events of category network of more types; its data
#   source here is of one kind (Any system: network connection).
from panther_detection_helpers.caching import get_string_set, put_string_set


def matches(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    remote_port = event.deep_get("event", "RemotePort")
    aid = event.get("aid")
    name = event.deep_get("user", "name")
    remote_address_ip4 = event.deep_get("event", "RemoteAddressIP4")
    return (
        fdr_event_type == "networkconnectip4"
        and remote_port in (9443, "9443")
        and aid is not None
        and name is not None
        and remote_address_ip4 is not None
    )


def term(event):
    aid = str(event.deep_get("aid", default=""))
    name = event.deep_get("user", "name", default="")
    remote_address_ip4 = str(event.deep_get("event", "RemoteAddressIP4", default=""))
    return "|".join(
        (
            aid.replace("%", "%25").replace("|", "%7C"),
            name.replace("%", "%25").replace("|", "%7C"),
            remote_address_ip4,
        )
    )


def rule(event):
    if not matches(event):
        return False
    key = "NewPathOfAUserAndHost.55e2df03:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 432000)
    return not seen


def title(event):
    return f"New Path Of A User And Host [{event.deep_get('user', 'name', default='<unknown>')}]"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event.RemotePort": event.deep_get("event", "RemotePort"),
        "aid": event.deep_get("aid"),
        "user.name": event.deep_get("user", "name"),
        "event.RemoteAddressIP4": event.deep_get("event", "RemoteAddressIP4"),
    }
