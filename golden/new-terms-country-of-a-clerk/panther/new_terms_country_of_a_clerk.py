# New Country
# Source: elastic rule 18576d82-78b7-577c-b837-f0ce2150529a
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence

from panther_detection_helpers.caching import get_string_set, put_string_set


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def matches(event):
    category = [str(value) for value in values(event, "event", "category")]
    outcome = str(event.deep_get("event", "outcome", default=""))
    country_iso_code = event.deep_get("source", "geo", "country_iso_code")
    return (
        any(item == "authentication" for item in category)
        and outcome == "success"
        and country_iso_code is not None
    )


def term(event):
    country_iso_code = str(event.deep_get("source", "geo", "country_iso_code", default=""))
    return country_iso_code


def rule(event):
    if not matches(event):
        return False
    key = "NewCountry.18576d82:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 864000)
    return not seen


def title(_):
    return "New Country"


def alert_context(event):
    return {
        "event.category": event.deep_get("event", "category"),
        "event.outcome": event.deep_get("event", "outcome"),
        "source.geo.country_iso_code": event.deep_get("source", "geo", "country_iso_code"),
    }
