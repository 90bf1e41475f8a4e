# Pod Identity Read By A Person In A Container
# Source: elastic rule f85d2a7c-ab72-4d57-badf-68a7553178ed
# Author: ruleglot
# Licence: Apache-2.0
# Translation: broader: event.category is ECS's classification of the event, which the target's logs
#   do not bear, so it is not asked for.; event.type is ECS's classification of the event, which the
#   target's logs do not bear, so it is not asked for.
def rule(event):
    action = event.deep_get("event", "action", default="")
    interactive = str(event.deep_get("process", "interactive", default="")).lower()
    id_value = event.deep_get("container", "id")
    target_file_name = event.deep_get("event", "TargetFileName", default="")
    return (
        action == "open"
        and interactive == "true"
        and id_value is not None
        and target_file_name in ("/var/run/secrets/kubernetes.io/serviceaccount/token", "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt")
    )


def title(_):
    return "Pod Identity Read By A Person In A Container"


def alert_context(event):
    return {
        "event.action": event.deep_get("event", "action"),
        "process.interactive": event.deep_get("process", "interactive"),
        "container.id": event.deep_get("container", "id"),
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
    }
