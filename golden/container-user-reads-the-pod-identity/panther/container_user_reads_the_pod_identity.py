# Pod Identity Read By A Person In A Container
# Source: elastic rule f85d2a7c-ab72-4d57-badf-68a7553178ed
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence

TARGET_FILE_NAME_VALUES = (
    "/var/run/secrets/kubernetes.io/serviceaccount/token",
    "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
)


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    category = [str(value) for value in values(event, "event", "category")]
    type_value = str(event.deep_get("host", "os", "type", default=""))
    event_type = [str(value) for value in values(event, "event", "type")]
    action = event.deep_get("event", "action", default="")
    interactive = str(event.deep_get("process", "interactive", default="")).lower()
    id_value = event.deep_get("container", "id")
    target_file_name = event.deep_get("event", "TargetFileName", default="")
    return (
        any(item == "file" for item in category)
        and type_value == "linux"
        and any(item == "change" for item in event_type)
        and action == "open"
        and interactive == "true"
        and id_value is not None
        and target_file_name in TARGET_FILE_NAME_VALUES
    )


def title(_):
    return "Pod Identity Read By A Person In A Container"


def alert_context(event):
    return {
        "event.category": event.deep_get("event", "category"),
        "host.os.type": event.deep_get("host", "os", "type"),
        "event.type": event.deep_get("event", "type"),
        "event.action": event.deep_get("event", "action"),
        "process.interactive": event.deep_get("process", "interactive"),
        "container.id": event.deep_get("container", "id"),
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
    }
