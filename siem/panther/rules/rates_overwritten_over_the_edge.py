# Rates Overwritten Over The Edge
# Source: elastic rule 0202ff09-a83c-4c83-a415-a7312d6c166d
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

CLIENT_REQUEST_PATH_PATTERN = re.compile(r"(?s)^/ledger/api/v[0-9]/rates(?:/.*)?\Z")

CLIENT_REQUEST_URI_PATTERN = re.compile(r"^[^?]*\?(?:d=0$)")

CLIENT_IP_NETWORKS = (ip_network("198.51.100.0/24"),)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    client_request_method = str(event.deep_get("ClientRequestMethod", default=""))
    client_request_path = event.deep_get("ClientRequestPath", default="")
    name = event.deep_get("user", "name", default="")
    client_ip = event.get("ClientIP")
    client_request_user_agent = event.deep_get("ClientRequestUserAgent", default="").lower()
    edge_response_status = event.get("EdgeResponseStatus")
    tags = [str(value) for value in values(event, "tags")]
    client_request_uri = event.deep_get("ClientRequestURI", default="")
    return (
        client_request_method in ("PUT", "PATCH")
        and client_request_path.startswith("/ledger/api/")
        and name not in ("bureau", "rates-robot")
        and client_ip is not None
        and bool(CLIENT_REQUEST_PATH_PATTERN.search(client_request_path))
        and "healthcheck" not in client_request_user_agent
        and (
            (
                number(edge_response_status) is not None
                and number(edge_response_status) >= 200
                and number(edge_response_status) < 300
            )
            or any(item == "replayed" for item in tags)
        )
        and not CLIENT_REQUEST_URI_PATTERN.search(client_request_uri)
        and not in_networks(client_ip, CLIENT_IP_NETWORKS)
    )


def title(event):
    return f"Rates Overwritten Over The Edge [{event.deep_get('user', 'name', default='<unknown>')}]"


def alert_context(event):
    return {
        "ClientRequestMethod": event.deep_get("ClientRequestMethod"),
        "ClientRequestPath": event.deep_get("ClientRequestPath"),
        "user.name": event.deep_get("user", "name"),
        "ClientIP": event.deep_get("ClientIP"),
        "ClientRequestUserAgent": event.deep_get("ClientRequestUserAgent"),
        "EdgeResponseStatus": event.deep_get("EdgeResponseStatus"),
        "tags": event.deep_get("tags"),
        "ClientRequestURI": event.deep_get("ClientRequestURI"),
    }
