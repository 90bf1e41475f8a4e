# Password Asked By A Script
# Source: sigma rule 3085df92-70f0-44c8-b762-a662feeeb970
# Author: ruleglot
# Licence: Apache-2.0
# Translation: broader: The target holds the name of the file alone, which the path that is asked
#   for does not fix.
import re

COMMAND_LINE_PATTERN = re.compile("(?i)pass(word|wort|phrase)")


def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    image_file_name = event.deep_get("event", "ImageFileName", default="").lower()
    command_line = event.deep_get("event", "CommandLine", default="").lower()
    command_line_text = event.deep_get("event", "CommandLine", default="")
    return (
        fdr_event_type == "processrollup2"
        and event_platform == "mac"
        and image_file_name == "/usr/bin/osascript"
        and "display dialog" in command_line
        and "hidden answer" in command_line
        and bool(COMMAND_LINE_PATTERN.search(command_line_text))
    )


def title(_):
    return "Password Asked By A Script"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.ImageFileName": event.deep_get("event", "ImageFileName"),
        "event.CommandLine": event.deep_get("event", "CommandLine"),
    }
