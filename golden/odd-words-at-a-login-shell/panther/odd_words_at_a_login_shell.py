# Odd Words At A Login Shell
# Source: elastic rule e97f723f-8432-47fa-ab8d-0a0349425e87
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The target has event.CommandLine in place of the list of arguments, where
#   a word may be a part of a quoted argument.
import re

COMMAND_LINE_PATTERN = re.compile(
    '(?i)(?:^|[\\t "\'])echo "quoted" \\\\ \\$\\(id\\)(?:[\\t "\']|$)'
)

COMMAND_LINE_PATTERN_2 = re.compile("(?:^|[\\t \"'])\\\\n(?:[\\t \"']|$)")


def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    kind = str(event.deep_get("process", "entry-point", "kind", default=""))
    name = event.deep_get("process", "entry_leader", "name")
    parent_base_file_name = event.deep_get("event", "ParentBaseFileName", default="").lower()
    command_line = event.deep_get("event", "CommandLine", default="").lower()
    command_line_text = event.deep_get("event", "CommandLine", default="")
    image_file_name = event.deep_get("event", "ImageFileName", default="")
    return (
        fdr_event_type == "processrollup2"
        and event_platform == "lin"
        and kind == "ssh"
        and name is None
        and parent_base_file_name == "sshd"
        and ("\t$(id)" in command_line or "café" in command_line_text)
        and bool(COMMAND_LINE_PATTERN.search(command_line_text))
        and not COMMAND_LINE_PATTERN_2.search(command_line_text)
        and not image_file_name.endswith("/zsh")
    )


def title(_):
    return "Odd Words At A Login Shell"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "process.entry-point.kind": event.deep_get("process", "entry-point", "kind"),
        "process.entry_leader.name": event.deep_get("process", "entry_leader", "name"),
        "event.ParentBaseFileName": event.deep_get("event", "ParentBaseFileName"),
        "event.CommandLine": event.deep_get("event", "CommandLine"),
        "event.ImageFileName": event.deep_get("event", "ImageFileName"),
    }
