# Rates Overwritten Over The Edge
# Source: elastic rule 0202ff09-a83c-4c83-a415-a7312d6c166d
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: url.path is held in another form by the target (request), which this
#   comparison cannot follow.
import re
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

REQUEST_PATTERN = re.compile("^(?:PUT |PATCH )")

REQUEST_PATTERN_2 = re.compile("^[^ ]* (?:/ledger/api/[^ ?]*[ ?])")

REQUEST_PATTERN_3 = re.compile(r"(?s)^/ledger/api/v[0-9]/rates(?:/.*)?\Z")

REQUEST_PATTERN_4 = re.compile(r"^[^ ]* [^ ?]*\?(?:d=0 )")

REMOTE_ADDR_NETWORKS = (ip_network("198.51.100.0/24"),)


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
    request = str(event.deep_get("request", default=""))
    remote_user = event.deep_get("remoteUser", default="")
    remote_addr = event.get("remoteAddr")
    http_user_agent = event.deep_get("httpUserAgent", default="").lower()
    status = event.get("status")
    tags = [str(value) for value in values(event, "tags")]
    return (
        bool(REQUEST_PATTERN.search(request))
        and bool(REQUEST_PATTERN_2.search(request))
        and remote_user not in ("bureau", "rates-robot")
        and remote_addr is not None
        and bool(REQUEST_PATTERN_3.search(request))
        and "healthcheck" not in http_user_agent
        and (
            (number(status) is not None and number(status) >= 200 and number(status) < 300)
            or any(item == "replayed" for item in tags)
        )
        and not REQUEST_PATTERN_4.search(request)
        and not in_networks(remote_addr, REMOTE_ADDR_NETWORKS)
    )


def title(event):
    return f"Rates Overwritten Over The Edge [{event.deep_get('remoteUser', default='<unknown>')}]"


def alert_context(event):
    return {
        "request": event.deep_get("request"),
        "remoteUser": event.deep_get("remoteUser"),
        "remoteAddr": event.deep_get("remoteAddr"),
        "httpUserAgent": event.deep_get("httpUserAgent"),
        "status": event.deep_get("status"),
        "tags": event.deep_get("tags"),
    }
