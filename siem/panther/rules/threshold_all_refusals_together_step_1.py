# All Refusals Together
# Source: elastic rule 53c0754d-9511-5e34-9200-769534522de1
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
    return any(item == "authentication" for item in category) and outcome == "failure"


def title(_):
    return "All Refusals Together"


def alert_context(event):
    return {
        "event.category": event.deep_get("event", "category"),
        "event.outcome": event.deep_get("event", "outcome"),
    }
