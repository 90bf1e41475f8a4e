# New Tool Told Once A Host
# Source: elastic rule 8b78eaf4-5509-597e-884a-b7e3a27b557a
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The rule looks at events of category process of more types; its data
#   source here is of one kind (Any system: process creation).
import re

from panther_detection_helpers.caching import get_string_set, put_string_set

IMAGE_FILE_NAME_PATTERN = re.compile(r"(?:^|[/\\])ledger[^/\\]*$")


def matches(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    image_file_name = event.deep_get("event", "ImageFileName", default="")
    image_file_name_raw = event.deep_get("event", "ImageFileName")
    return (
        fdr_event_type == "processrollup2"
        and bool(IMAGE_FILE_NAME_PATTERN.search(image_file_name))
        and image_file_name_raw is not None
    )


def term(event):
    image_file_name = event.deep_get("event", "ImageFileName", default="")
    image_file_name_raw = event.deep_get("event", "ImageFileName")
    return re.split(r"[\\/]", image_file_name)[-1]


def dedup(event):
    aid = str(event.deep_get("aid", default=""))
    return aid


def rule(event):
    if not matches(event):
        return False
    key = "NewToolToldOnceAHost.8b78eaf4:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 1209600)
    return not seen


def title(_):
    return "New Tool Told Once A Host"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event.ImageFileName": event.deep_get("event", "ImageFileName"),
    }
