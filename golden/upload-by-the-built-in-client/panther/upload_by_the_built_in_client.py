# Upload By The Built-In Client
# Source: elastic rule f92c5b63-51dc-4fec-9a70-d4f5128cdab1
# Author: ruleglot
# Licence: Apache-2.0
# Translation: broader: The target has ExtraEventData.CommandLine in place of the list of arguments,
#   where a word may be a part of a quoted argument.
import re

IMAGE_PATTERN = re.compile(r"(?i)\\(?:curl\.exe|c[^\\]rl-[^\\]*\.exe)$")

COMMAND_LINE_PATTERN = re.compile("(?:^|[\\t \"'])-T(?:[\\t \"']|$)")

COMMAND_LINE_PATTERN_2 = re.compile(
    "(?a)^\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"']\\S*)(?:\\s+(?:\"[^\"]*\"|'[^']*'|[^\\s\"']\\S*)){2}"
)

COMMAND_LINE_PATTERN_3 = re.compile(
    "(?a)^\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"']\\S*)(?:\\s+(?:\"[^\"]*\"|'[^']*'|[^\\s\"']\\S*)){0,18}\\s*$"
)

COMMAND_LINE_PATTERN_4 = re.compile("https?://[0-9.]+/")

COMMAND_LINE_PATTERN_5 = re.compile(r"(?i)/U\Z")

COMMAND_LINE_PATTERN_6 = re.compile(r"(?i)/UP\Z")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="")
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="")
    parent_image = event.deep_get("ExtraEventData", "ParentImage", default="").lower()
    parent_image_text = event.deep_get("ExtraEventData", "ParentImage", default="")
    command_line_lower = event.deep_get("ExtraEventData", "CommandLine", default="").lower()
    image_lower = event.deep_get("ExtraEventData", "Image", default="").lower()
    image_raw = event.deep_get("ExtraEventData", "Image")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and bool(IMAGE_PATTERN.search(image))
        and image != r"C:\Tools\curl.exe"
        and bool(COMMAND_LINE_PATTERN.search(command_line))
        and bool(COMMAND_LINE_PATTERN_2.search(command_line))
        and bool(COMMAND_LINE_PATTERN_3.search(command_line))
        and parent_image.endswith((r"\explorer.exe", r"\cmd.exe"))
        and not parent_image_text.endswith((r"\Cmd.exe", r"\pwsh.exe"))
        and "https://" in command_line
        and any(part in command_line_lower for part in (".zip ", ".7z "))
        and bool(COMMAND_LINE_PATTERN_4.search(command_line))
        and (
            bool(COMMAND_LINE_PATTERN_5.search(command_line))
            or bool(COMMAND_LINE_PATTERN_6.search(command_line))
        )
        and image_lower.endswith((r"\curl.exe", r"\curl-x.exe"))
        and image_raw is not None
    )


def title(_):
    return "Upload By The Built-In Client"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
        "ExtraEventData.ParentImage": event.deep_get("ExtraEventData", "ParentImage"),
    }
