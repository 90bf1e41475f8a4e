# Vault Pod On The Host
# Source: panther rule Amazon.EKS.Audit.VaultPodOnTheHost
# Translation: exact
import re
from collections.abc import Sequence

PATH_PATTERN = re.compile("^^/(etc|root|var/run)(/|$)")


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    verb = str(event.deep_get("verb", default=""))
    resource = str(event.deep_get("objectRef", "resource", default=""))
    username = str(event.deep_get("user", "username", default=""))
    path = [
        value for value in values(event, "requestObject", "spec", "volumes", "hostPath", "path")
    ]
    return (
        verb in ("create", "patch")
        and resource == "pods"
        and not username.startswith(("system:", "vault-operator"))
        and any(bool(PATH_PATTERN.search(item)) for item in path)
    )


def title(event):
    return f"Vault Pod On The Host [{event.deep_get('user', 'username', default='<unknown>')}]"


def alert_context(event):
    return {
        "verb": event.deep_get("verb"),
        "objectRef.resource": event.deep_get("objectRef", "resource"),
        "user.username": event.deep_get("user", "username"),
        "requestObject.spec.volumes.hostPath.path": event.deep_get(
            "requestObject", "spec", "volumes", "hostPath", "path"
        ),
    }
