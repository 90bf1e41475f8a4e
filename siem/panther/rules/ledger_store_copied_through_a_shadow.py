# Store Of The Ledger Copied Through A Shadow
# Source: elastic rule 251a479e-4e67-4e05-82a4-05c21c88179b
# Author: ruleglot
# Licence: Apache-2.0
# Translation: broader: The target has ExtraEventData.CommandLine in place of the list of arguments,
#   where a word may be a part of a quoted argument.
import re

COMMAND_LINE_PATTERN = re.compile("(?:^|[\\t \"'])(?:/vss|-vss)(?:[\\t \"']|$)")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="")
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="")
    parent_image = event.deep_get("ExtraEventData", "ParentImage", default="")
    command_line_lower = event.deep_get("ExtraEventData", "CommandLine", default="").lower()
    command_line_raw = event.deep_get("ExtraEventData", "CommandLine")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and image.endswith(r"\esentutl.exe")
        and bool(COMMAND_LINE_PATTERN.search(command_line))
        and not parent_image.endswith(r"\backup-agent.exe")
        and ("ledger" in command_line_lower or command_line_raw is None)
    )


def title(_):
    return "Store Of The Ledger Copied Through A Shadow"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
        "ExtraEventData.ParentImage": event.deep_get("ExtraEventData", "ParentImage"),
    }
