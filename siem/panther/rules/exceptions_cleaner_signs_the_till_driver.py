# Cleaner Signs The Till Driver
# Source: elastic rule b4b6e2a0-3b0e-4d0b-9a8c-5a7f3d2c9e10
# Author: ruleglot
# Licence: Apache-2.0
# Translation: broader: The target has ExtraEventData.CommandLine in place of the list of arguments,
#   where a word may be a part of a quoted argument.
import re
from fnmatch import fnmatchcase

COMMAND_LINE_PATTERN = re.compile("(?:^|[\\t \"'])/install(?:[\\t \"']|$)")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="")
    image = event.deep_get("ExtraEventData", "Image", default="")
    user = str(event.deep_get("ExtraEventData", "User", default=""))
    parent_image = event.deep_get("ExtraEventData", "ParentImage")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and bool(COMMAND_LINE_PATTERN.search(command_line))
        and image.endswith((r"\pnputil.exe", r"\signdrv.exe", r"\makerdrv.exe"))
        and not (
            user.endswith((r"\till-keeper", r"\till-nurse")) and not image.endswith(r"\signdrv.exe")
        )
        and not (fnmatchcase(image, r"C:\Maker\*\makerdrv.exe") and parent_image is not None)
    )


def title(event):
    user = event.deep_get("ExtraEventData", "User", default="<unknown>")
    return f"Cleaner Signs The Till Driver [{user}]"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.User": event.deep_get("ExtraEventData", "User"),
        "ExtraEventData.ParentImage": event.deep_get("ExtraEventData", "ParentImage"),
    }
