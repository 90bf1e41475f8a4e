# One Secret Of The Cluster Read After Another
# Source: elastic rule b0047cae-0979-4bae-9616-aebed50c1428
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

SOURCE_I_PS_NETWORKS = (ip_network("127.0.0.1/32"), ip_network("::1/128"))

USERNAME_VALUES = (
    "system:serviceaccount:flux-system:kustomize-controller",
    "system:serviceaccount:flux-system:helm-controller",
    "system:serviceaccount:flux-system:source-controller",
    "system:serviceaccount:security:trivy-operator",
)


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
    verb = str(event.deep_get("verb", default=""))
    resource = str(event.deep_get("objectRef", "resource", default=""))
    source_i_ps = values(event, "sourceIPs")
    username = event.deep_get("user", "username")
    username_text = str(event.deep_get("user", "username", default=""))
    name = event.deep_get("objectRef", "name", default="")
    return (
        verb == "get"
        and resource == "secrets"
        and bool(source_i_ps)
        and username is not None
        and not any(in_networks(item, SOURCE_I_PS_NETWORKS) for item in source_i_ps)
        and username_text not in ("system:kube-controller-manager", "system:kube-scheduler")
        and not name.startswith("sh.helm.release.")
        and username_text not in USERNAME_VALUES
    )


def title(event):
    username = event.deep_get("user", "username", default="<unknown>")
    return f"One Secret Of The Cluster Read After Another [{username}]"


def alert_context(event):
    return {
        "verb": event.deep_get("verb"),
        "objectRef.resource": event.deep_get("objectRef", "resource"),
        "sourceIPs": event.deep_get("sourceIPs"),
        "user.username": event.deep_get("user", "username"),
        "objectRef.name": event.deep_get("objectRef", "name"),
    }
