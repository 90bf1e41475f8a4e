# Till Pod Of Strange Image
# Source: panther rule Amazon.EKS.Audit.TillPodOfStrangeImage
# Translation: exact
from collections.abc import Sequence


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    verb = str(event.deep_get("verb", default=""))
    resource = str(event.deep_get("objectRef", "resource", default=""))
    namespace = str(event.deep_get("objectRef", "namespace", default=""))
    containers = values(event, "requestObject", "spec", "containers")
    return (
        verb == "create"
        and resource == "pods"
        and namespace == "till"
        and any(
            not str("" if item.get("image") is None else item.get("image")).startswith(
                ("registry.bank.example/", "mirror.bank.example/")
            )
            for item in containers or []
        )
    )


def title(_):
    return "Till Pod Of Strange Image"


def alert_context(event):
    return {
        "verb": event.deep_get("verb"),
        "objectRef.resource": event.deep_get("objectRef", "resource"),
        "objectRef.namespace": event.deep_get("objectRef", "namespace"),
        "requestObject.spec.containers": event.deep_get("requestObject", "spec", "containers"),
        "requestObject.spec.containers.image": event.deep_get(
            "requestObject", "spec", "containers", "image"
        ),
    }
