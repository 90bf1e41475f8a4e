# Pipe Of The Post Tool
# Source: sigma rule 299d6637-2a63-4237-af12-5d8ea44d0dd1
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re

EVENT_ID_NUMBERS = (17, "17", 18, "18")

PIPE_NAME_PATTERN = re.compile(r"^\\rgpost-[0-9]{4}$")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    pipe_name = event.deep_get("ExtraEventData", "PipeName", default="")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in EVENT_ID_NUMBERS
        and bool(PIPE_NAME_PATTERN.search(pipe_name))
        and not image.endswith(r"\rgpost.exe")
    )


def title(_):
    return "Pipe Of The Post Tool"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.PipeName": event.deep_get("ExtraEventData", "PipeName"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
    }
