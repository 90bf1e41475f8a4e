# Shell Relayed From Cron
# Source: sigma rule 94902f4e-16c7-4bf2-b351-fcf10b3e0ab4
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    image_file_name = event.deep_get("event", "ImageFileName", default="").lower()
    command_line = event.deep_get("event", "CommandLine", default="").lower()
    parent_base_file_name = event.deep_get("event", "ParentBaseFileName", default="").lower()
    return (
        fdr_event_type == "processrollup2"
        and event_platform == "lin"
        and image_file_name.endswith("/socat")
        and "tcp" in command_line
        and "exec" in command_line
        and parent_base_file_name in ("crond", "cron", "buildagent")
        and not any(part in command_line for part in ("tcp:127.0.0.1", "tcp:localhost"))
    )


def title(_):
    return "Shell Relayed From Cron"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.ImageFileName": event.deep_get("event", "ImageFileName"),
        "event.CommandLine": event.deep_get("event", "CommandLine"),
        "event.ParentBaseFileName": event.deep_get("event", "ParentBaseFileName"),
    }
