# Pod Identity Read By A Person In A Container
# Source: elastic rule f85d2a7c-ab72-4d57-badf-68a7553178ed
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    interactive = str(event.deep_get("process", "interactive", default="")).lower()
    id_value = event.deep_get("container", "id")
    target_file_name = event.deep_get("event", "TargetFileName", default="")
    return (
        interactive == "true"
        and id_value is not None
        and target_file_name in ("/var/run/secrets/kubernetes.io/serviceaccount/token", "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt")
    )


def title(_):
    return "Pod Identity Read By A Person In A Container"


def alert_context(event):
    return {
        "process.interactive": event.deep_get("process", "interactive"),
        "container.id": event.deep_get("container", "id"),
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
    }
