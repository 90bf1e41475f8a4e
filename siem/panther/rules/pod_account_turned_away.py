# Account Of A Pod Turned Away With A Strange Program
# Source: elastic rule 10c60a11-3121-4f18-8aed-2642806dcce1
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from panther_detection_helpers.caching import get_string_set, put_string_set

USER_AGENT_PREFIXES = (
    "csi-secrets-store",
    "OpenAPI-Generator",
    "Prometheus",
    "dashboard",
    "cilium-agent",
)


def matches(event):
    username = str(event.deep_get("user", "username", default=""))
    io_decision = str(
        event.deep_get("annotations", "authorization.k8s.io/decision", default="")
    ).lower()
    user_agent = event.get("userAgent")
    user_agent_text = str(event.deep_get("userAgent", default=""))
    username_raw = event.deep_get("user", "username")
    return (
        username.startswith("system:serviceaccount:")
        and io_decision == "forbid"
        and user_agent is not None
        and not (
            user_agent_text.startswith(USER_AGENT_PREFIXES)
            or user_agent_text.endswith("kubernetes/$Format")
            or user_agent_text == "karpenter"
        )
        and username_raw is not None
    )


def term(event):
    username = str(event.deep_get("user", "username", default=""))
    user_agent = str(event.deep_get("userAgent", default=""))
    return "|".join((username.replace("%", "%25").replace("|", "%7C"), user_agent))


def rule(event):
    if not matches(event):
        return False
    key = "AccountOfAPodTurnedAwayWithAStrangeProgram.10c60a11:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 604800)
    return not seen


def title(event):
    username = event.deep_get("user", "username", default="<unknown>")
    return f"Account Of A Pod Turned Away With A Strange Program [{username}]"


def alert_context(event):
    return {
        "user.username": event.deep_get("user", "username"),
        "annotations.authorization.k8s.io/decision": event.deep_get(
            "annotations", "authorization.k8s.io/decision"
        ),
        "userAgent": event.deep_get("userAgent"),
    }
