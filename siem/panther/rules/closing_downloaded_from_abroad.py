# Closing Downloaded From Abroad
# Source: elastic rule 15d2511a-3dbf-40c3-994a-b9ba6a9f4977
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from ipaddress import ip_address, ip_network

CLIENT_IP_NETWORKS = (ip_network("198.51.100.0/24"), ip_network("2001:db8:1::/48"))


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def rule(event):
    workload = event.deep_get("Workload", default="")
    operation = event.deep_get("Operation", default="")
    site_url = str(event.deep_get("SiteUrl", default=""))
    client_ip = event.get("ClientIP")
    return (
        workload in ("SharePoint", "OneDrive")
        and operation == "FileDownloaded"
        and "/sites/ledger" in site_url
        and not in_networks(client_ip, CLIENT_IP_NETWORKS)
    )


def title(_):
    return "Closing Downloaded From Abroad"


def alert_context(event):
    return {
        "Workload": event.deep_get("Workload"),
        "Operation": event.deep_get("Operation"),
        "SiteUrl": event.deep_get("SiteUrl"),
        "ClientIP": event.deep_get("ClientIP"),
    }
