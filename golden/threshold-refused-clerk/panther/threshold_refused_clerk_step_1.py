# Refused Clerk
# Source: elastic rule ef70b323-ed97-595c-a501-a9e7a317b920
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
    name = event.deep_get("user", "name")
    return (
        any(item == "authentication" for item in category)
        and outcome == "failure"
        and computer is not None
        and name is not None
    )


def correlation_key(event):
    computer = str(event.deep_get("Computer", default=""))
    name = event.deep_get("user", "name", default="")
    return "|".join((computer.replace("%", "%25").replace("|", "%7C"), name))


def title(event):
    return f"Refused Clerk [{event.deep_get('user', 'name', default='<unknown>')}]"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "event.category": event.deep_get("event", "category"),
        "event.outcome": event.deep_get("event", "outcome"),
        "Computer": event.deep_get("Computer"),
        "user.name": event.deep_get("user", "name"),
    }
