# Old Engine For A New Host
# Source: sigma rule 5a35fc90-f724-40a9-8c29-ba04276bc36d
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re

HOST_VERSION_PATTERN = re.compile(r"^([5-9]|[1-9][0-9])\.")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    engine_version = str(event.deep_get("ExtraEventData", "EngineVersion", default="")).lower()
    host_version = str(event.deep_get("ExtraEventData", "HostVersion", default=""))
    return (
        channel == "windows powershell"
        and event_id in (400, "400")
        and engine_version.startswith("2.")
        and bool(HOST_VERSION_PATTERN.search(host_version))
    )


def title(_):
    return "Old Engine For A New Host"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.EngineVersion": event.deep_get("ExtraEventData", "EngineVersion"),
        "ExtraEventData.HostVersion": event.deep_get("ExtraEventData", "HostVersion"),
    }
