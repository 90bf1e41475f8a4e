import re

OWN = ("system:", "vault-operator")
HOST_PATHS = re.compile(r"^/(etc|root|var/run)(/|$)")


def from_outside(volume):
    return HOST_PATHS.match(volume.get("hostPath", {}).get("path", "")) is not None


def rule(event):
    if event.get("verb") not in ["create", "patch"]:
        return False
    if event.deep_get("objectRef", "resource") != "pods":
        return False
    user = event.deep_get("user", "username", default="<nobody>")
    if user.startswith(OWN):
        return False
    volumes = event.deep_get("requestObject", "spec", "volumes", default=[])
    return any(from_outside(volume) for volume in volumes)


def title(event):
    return f"{event.deep_get('user', 'username')} gives a pod a folder of its host"
