# Refusals Once An Hour
# Source: elastic rule f6016702-cadd-5286-887f-0fd6aed60df0
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    category = [str(value) for value in values(event, "event", "category")]
    outcome = str(event.deep_get("event", "outcome", default=""))
    computer = event.get("Computer")
    return (
        any(item == "authentication" for item in category)
        and outcome == "failure"
        and computer is not None
    )


def correlation_key(event):
    computer = str(event.deep_get("Computer", default=""))
    return computer


def title(_):
    return "Refusals Once An Hour"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "event.category": event.deep_get("event", "category"),
        "event.outcome": event.deep_get("event", "outcome"),
        "Computer": event.deep_get("Computer"),
    }
