# Stage Named Between Angle Brackets
# Source: elastic rule 9e55c903-1e3d-4d13-8842-5ea3a21fe9c6
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re

IMAGE_PATTERN = re.compile(r"(?i)\\rg-[^\\]*$")


def between(value, left, right, greedy=False, fold=False):
    if not (value and left and right):
        return value
    searched = value.lower() if fold else value
    left, right = (left.lower(), right.lower()) if fold else (left, right)
    start = searched.find(left)
    if start < 0:
        return ""
    start += len(left)
    end = searched.rfind(right) if greedy else searched.find(right, start)
    return value[start:end] if end >= start else ""


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="")
    command_line_raw = event.deep_get("ExtraEventData", "CommandLine")
    image = event.deep_get("ExtraEventData", "Image", default="")
    command_line_lower = event.deep_get("ExtraEventData", "CommandLine", default="").lower()
    image_raw = event.deep_get("ExtraEventData", "Image")
    parent_image = event.deep_get("ExtraEventData", "ParentImage", default="")
    parent_image_raw = event.deep_get("ExtraEventData", "ParentImage")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and command_line_raw is not None
        and between(command_line, "<", ">") == "one"
        and between(command_line, "--STAGE ", " --INTO", greedy=True, fold=True) == "<one>"
        and image.startswith("C:\\Tools\\")
        and bool(IMAGE_PATTERN.search(image))
        and image.endswith(".exe")
        and command_line_lower.endswith(".bin")
        and "--into" in command_line
        and "temp" in command_line_lower
        and "--stage" in command_line
        and command_line.find("--stage") == 11
        and command_line.lower().find("--into", 12) >= 0
        and command_line.lower().find("--into", 12) > 20
        and image_raw is not None
        and len(re.split(r"[\\/]", image)[-1]) == 10
        and re.split(r"[\\/]", image)[-1][:3] == "RG-"
        and re.split(r"[\\/]", image)[-1][-4:] == ".exe"
        and parent_image_raw is not None
        and (
            re.split(r"[\\/]", parent_image)[-1] + "/" + re.split(r"[\\/]", image)[-1]
        ) == "cmd.exe/RG-Run.exe"
    )


def title(_):
    return "Stage Named Between Angle Brackets"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.ParentImage": event.deep_get("ExtraEventData", "ParentImage"),
    }
