# Service Account Turned Away With A New Client
# Source: elastic rule 7f0a48e2-9a06-569b-8c2d-4026fc628a5d
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from panther_detection_helpers.caching import get_string_set, put_string_set


def matches(event):
    username = str(event.deep_get("user", "username", default=""))
    io_decision = str(
        event.deep_get("annotations", "authorization.k8s.io/decision", default="")
    ).lower()
    user_agent = event.get("userAgent")
    user_agent_text = str(event.deep_get("userAgent", default=""))
    return (
        username.startswith("system:serviceaccount:")
        and io_decision == "forbid"
        and user_agent is not None
        and not (
            user_agent_text.startswith(("metrics-agent", "Prometheus"))
            or user_agent_text.endswith("kubernetes/$Format")
        )
    )


def term(event):
    user_agent = str(event.deep_get("userAgent", default=""))
    return user_agent


def rule(event):
    if not matches(event):
        return False
    key = "ServiceAccountTurnedAwayWithANewClient.7f0a48e2:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 1036800)
    return not seen


def title(event):
    username = event.deep_get("user", "username", default="<unknown>")
    return f"Service Account Turned Away With A New Client [{username}]"


def alert_context(event):
    return {
        "user.username": event.deep_get("user", "username"),
        "annotations.authorization.k8s.io/decision": event.deep_get(
            "annotations", "authorization.k8s.io/decision"
        ),
        "userAgent": event.deep_get("userAgent"),
    }
