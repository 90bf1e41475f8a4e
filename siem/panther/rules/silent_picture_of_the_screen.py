# Silent Picture Of The Screen
# Source: elastic rule 534e18e6-f61c-4e71-8d9f-456356069824
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The target has event.CommandLine in place of the list of arguments, where
#   a word may be a part of a quoted argument.; The target holds the name of the file alone, so the
#   folder that is asked for is not compared.; The target holds the name of the file alone, which
#   the path that is asked for does not fix.
import re

COMMAND_LINE_PATTERN = re.compile("(?i)(?:^|[\\t \"'])(?:-x|-C)(?:[\\t \"']|$)")


def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    image_file_name = event.deep_get("event", "ImageFileName", default="")
    command_line = event.deep_get("event", "CommandLine", default="")
    trusted = str(event.deep_get("process", "code_signature", "trusted", default="")).lower()
    parent_base_file_name = event.deep_get("event", "ParentBaseFileName", default="")
    return (
        fdr_event_type == "processrollup2"
        and event_platform == "mac"
        and image_file_name.endswith("/screencapture")
        and bool(COMMAND_LINE_PATTERN.search(command_line))
        and trusted != "true"
        and parent_base_file_name != "cupsd"
    )


def title(_):
    return "Silent Picture Of The Screen"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.ImageFileName": event.deep_get("event", "ImageFileName"),
        "event.CommandLine": event.deep_get("event", "CommandLine"),
        "process.code_signature.trusted": event.deep_get("process", "code_signature", "trusted"),
        "event.ParentBaseFileName": event.deep_get("event", "ParentBaseFileName"),
    }
