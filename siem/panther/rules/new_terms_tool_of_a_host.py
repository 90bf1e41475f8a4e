# New Tool Of A Host
# Source: elastic rule b3e1c5f4-b7ff-52f7-bf75-e02b34d4d5f1
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re

from panther_detection_helpers.caching import get_string_set, put_string_set

IMAGE_FILE_NAME_PATTERN = re.compile(r"(?:^|[/\\])vault[^/\\]*$")


def matches(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    image_file_name = event.deep_get("event", "ImageFileName", default="")
    aid = event.get("aid")
    image_file_name_raw = event.deep_get("event", "ImageFileName")
    return (
        fdr_event_type == "processrollup2"
        and bool(IMAGE_FILE_NAME_PATTERN.search(image_file_name))
        and aid is not None
        and image_file_name_raw is not None
    )


def term(event):
    aid = str(event.deep_get("aid", default=""))
    image_file_name = event.deep_get("event", "ImageFileName", default="")
    image_file_name_raw = event.deep_get("event", "ImageFileName")
    return "|".join(
        (aid.replace("%", "%25").replace("|", "%7C"), re.split(r"[\\/]", image_file_name)[-1])
    )


def rule(event):
    if not matches(event):
        return False
    key = "NewToolOfAHost.b3e1c5f4:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 604800)
    return not seen


def title(_):
    return "New Tool Of A Host"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event.ImageFileName": event.deep_get("event", "ImageFileName"),
        "aid": event.deep_get("aid"),
    }
