# Orders In Text Records
# Source: sigma rule 314d94ff-76d9-4a1f-a9d9-4b4ee1a5c321
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

ID_ORIG_H_NETWORKS = (ip_network("10.30.7.0/24"),)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    qtype_name = str(event.deep_get("qtype_name", default="")).lower()
    answers = [str(value).lower() for value in values(event, "answers")]
    query = event.deep_get("query", default="").lower()
    id_orig_h = event.get("id_orig_h")
    return (
        qtype_name == "txt"
        and any(item.startswith("v=rg1 ") for item in answers)
        and not (query.endswith(".spf.example") or in_networks(id_orig_h, ID_ORIG_H_NETWORKS))
    )


def title(_):
    return "Orders In Text Records"


def alert_context(event):
    return {
        "qtype_name": event.deep_get("qtype_name"),
        "answers": event.deep_get("answers"),
        "query": event.deep_get("query"),
        "id_orig_h": event.deep_get("id_orig_h"),
    }
