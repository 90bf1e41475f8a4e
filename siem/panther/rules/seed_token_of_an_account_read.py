# Token Of A Service Account Read Within A Container
# Source: elastic rule 93403dd7-13c8-5656-8454-b005f3c274c7
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from fnmatch import fnmatchcase


def rule(event):
    target_file_name = event.deep_get("event", "TargetFileName", default="")
    interactive = str(event.deep_get("process", "interactive", default="")).lower()
    id_value = str(event.deep_get("container", "id", default=""))
    return (
        target_file_name in ("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt", "/var/run/secrets/kubernetes.io/serviceaccount/token")
        and interactive == "true"
        and fnmatchcase(id_value, "?*")
    )


def title(_):
    return "Token Of A Service Account Read Within A Container"


def alert_context(event):
    return {
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
        "process.interactive": event.deep_get("process", "interactive"),
        "container.id": event.deep_get("container", "id"),
    }
