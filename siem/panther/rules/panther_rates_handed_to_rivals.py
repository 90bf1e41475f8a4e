# Rates Handed To Rivals
# Source: panther rule Custom.Shares.RatesHandedToRivals
# Translation: exact
from ipaddress import ip_address, ip_network

NETWORK_NETWORKS = (ip_network("198.51.100.0/24"),)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def rule(event):
    document = str(event.deep_get("document", default=""))
    kind = str(event.deep_get("kind", default=""))
    email = str(event.deep_get("to", "email", default="")).lower()
    network = event.deep_get("to", "network")
    approved = str(event.deep_get("approved", default="")).lower()
    return (
        document.startswith("rates-")
        and kind in ("share", "handover")
        and (email.endswith("@rival.example") or in_networks(network, NETWORK_NETWORKS))
        and approved != "true"
    )


def title(event):
    return f"Rates Handed To Rivals [{event.deep_get('to', 'email', default='<unknown>')}]"


def alert_context(event):
    return {
        "document": event.deep_get("document"),
        "kind": event.deep_get("kind"),
        "to.email": event.deep_get("to", "email"),
        "to.network": event.deep_get("to", "network"),
        "approved": event.deep_get("approved"),
    }
