# Sign-On Rule Changed Through A Proxy
# Source: sigma rule 71fc02c9-d0cb-4add-b2bb-516f8c46108e
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence

EVENT_TYPE_VALUES = ("policy.rule.update", "policy.rule.deactivate", "policy.rule.delete")


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    event_type = event.deep_get("eventType", default="").lower()
    result = str(event.deep_get("outcome", "result", default="")).lower()
    is_proxy = str(event.deep_get("securityContext", "isProxy", default="")).lower()
    display_name = [value.lower() for value in values(event, "target", "displayName")]
    return (
        event_type in EVENT_TYPE_VALUES
        and result == "success"
        and is_proxy == "true"
        and any("mfa" in item for item in display_name)
    )


def title(_):
    return "Sign-On Rule Changed Through A Proxy"


def alert_context(event):
    return {
        "eventType": event.deep_get("eventType"),
        "outcome.result": event.deep_get("outcome", "result"),
        "securityContext.isProxy": event.deep_get("securityContext", "isProxy"),
        "target.displayName": event.deep_get("target", "displayName"),
    }
