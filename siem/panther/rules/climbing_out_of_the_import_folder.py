# Climbing Out Of The Import Folder
# Source: sigma rule 5950f519-d459-4ce1-88b6-3b2d71606275
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from fnmatch import fnmatchcase
from ipaddress import ip_address, ip_network

EDGE_RESPONSE_STATUS_NUMBERS = (200, "200", 206, "206")

CLIENT_IP_NETWORKS = (ip_network("198.51.100.16/28"),)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def rule(event):
    client_request_method = str(event.deep_get("ClientRequestMethod", default="")).lower()
    client_request_path = event.deep_get("ClientRequestPath", default="").lower()
    client_request_uri = event.deep_get("ClientRequestURI", default="").lower()
    edge_response_status = event.get("EdgeResponseStatus")
    client_ip = event.get("ClientIP")
    return (
        client_request_method == "post"
        and "/import" in client_request_path
        and any(
            fnmatchcase(client_request_uri, glob)
            for glob in ("*[?]*../*", "*[?]*..%2f*", r"*[?]*..\*")
        )
        and edge_response_status in EDGE_RESPONSE_STATUS_NUMBERS
        and not in_networks(client_ip, CLIENT_IP_NETWORKS)
    )


def title(_):
    return "Climbing Out Of The Import Folder"


def alert_context(event):
    return {
        "ClientRequestMethod": event.deep_get("ClientRequestMethod"),
        "ClientRequestPath": event.deep_get("ClientRequestPath"),
        "ClientRequestURI": event.deep_get("ClientRequestURI"),
        "EdgeResponseStatus": event.deep_get("EdgeResponseStatus"),
        "ClientIP": event.deep_get("ClientIP"),
    }
