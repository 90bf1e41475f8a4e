# Sign-in Over The Edge
# Source: panther rule Custom.EdgeSignIn.OverTheEdge
# Translation: exact
from fnmatch import fnmatchcase
from ipaddress import ip_address, ip_network

ADDRESS_NETWORKS = (ip_network("198.51.100.0/24"),)

ADDRESS_NETWORKS_2 = (ip_network("2001:db8:5::/48"),)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def rule(event):
    outcome = str(event.deep_get("outcome", default="")).lower()
    kind = str(event.deep_get("kind", default=""))
    name = event.deep_get("robot", "name")
    person = event.get("person")
    name_text = str(event.deep_get("robot", "name", default=""))
    person_text = str(event.deep_get("person", default=""))
    address = event.deep_get("client", "address")
    address_text = str(event.deep_get("client", "address", default=""))
    return (
        outcome == "success"
        and (
            (kind == "robot" and name is not None and name != "")
            or (not (kind == "robot" or person is None) and person != "")
        )
        and ((kind == "robot" and name is not None) or (kind != "robot" and person is not None))
        and not (
            (
                kind == "robot"
                and (name_text.startswith("night-") or fnmatchcase(name_text, "backup-?"))
            )
            or (
                not (kind == "robot" and name is not None)
                and (person_text.startswith("night-") or fnmatchcase(person_text, "backup-?"))
            )
        )
        and not (
            (in_networks(address, ADDRESS_NETWORKS) and ":" not in address_text)
            or in_networks(address, ADDRESS_NETWORKS_2)
        )
    )


def title(_):
    return "Sign-in Over The Edge"


def alert_context(event):
    return {
        "outcome": event.deep_get("outcome"),
        "kind": event.deep_get("kind"),
        "robot.name": event.deep_get("robot", "name"),
        "person": event.deep_get("person"),
        "client.address": event.deep_get("client", "address"),
    }
