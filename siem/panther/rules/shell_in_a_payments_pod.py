# Shell In A Payments Pod
# Source: sigma rule 4e4d71f9-8a92-4842-b2a5-2d337ecfbd55
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

SOURCE_I_PS_NETWORKS = (ip_network("10.4.9.0/24"),)


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
    verb = str(event.deep_get("verb", default="")).lower()
    resource = str(event.deep_get("objectRef", "resource", default="")).lower()
    subresource = str(event.deep_get("objectRef", "subresource", default="")).lower()
    namespace = str(event.deep_get("objectRef", "namespace", default="")).lower()
    groups = [str(value).lower() for value in values(event, "user", "groups")]
    source_i_ps = values(event, "sourceIPs")
    return (
        verb == "create"
        and resource == "pods"
        and subresource in ("exec", "attach")
        and namespace.startswith("payments")
        and not (
            any(item == "payments-operators" for item in groups)
            or any(in_networks(item, SOURCE_I_PS_NETWORKS) for item in source_i_ps)
        )
    )


def title(event):
    return f"Shell In A Payments Pod [{event.deep_get('user', 'groups', default='<unknown>')}]"


def alert_context(event):
    return {
        "verb": event.deep_get("verb"),
        "objectRef.resource": event.deep_get("objectRef", "resource"),
        "objectRef.subresource": event.deep_get("objectRef", "subresource"),
        "objectRef.namespace": event.deep_get("objectRef", "namespace"),
        "user.groups": event.deep_get("user", "groups"),
        "sourceIPs": event.deep_get("sourceIPs"),
    }
