# Token Of A Service Account Read Within A Container
# Source: elastic rule 93403dd7-13c8-5656-8454-b005f3c274c7
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence
from fnmatch import fnmatchcase

TARGET_FILE_NAME_VALUES = (
    "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
    "/var/run/secrets/kubernetes.io/serviceaccount/token",
)


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    category = [str(value) for value in values(event, "event", "category")]
    type_value = str(event.deep_get("host", "os", "type", default=""))
    event_type = [str(value) for value in values(event, "event", "type")]
    action = event.deep_get("event", "action", default="")
    target_file_name = event.deep_get("event", "TargetFileName", default="")
    interactive = str(event.deep_get("process", "interactive", default="")).lower()
    id_value = str(event.deep_get("container", "id", default=""))
    return (
        any(item == "file" for item in category)
        and type_value == "linux"
        and any(item == "change" for item in event_type)
        and action == "open"
        and target_file_name in TARGET_FILE_NAME_VALUES
        and interactive == "true"
        and fnmatchcase(id_value, "?*")
    )


def title(_):
    return "Token Of A Service Account Read Within A Container"


def alert_context(event):
    return {
        "event.category": event.deep_get("event", "category"),
        "host.os.type": event.deep_get("host", "os", "type"),
        "event.type": event.deep_get("event", "type"),
        "event.action": event.deep_get("event", "action"),
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
        "process.interactive": event.deep_get("process", "interactive"),
        "container.id": event.deep_get("container", "id"),
    }
