# Odd Names In The Spool
# Source: sigma rule 04c3d52f-4054-4728-9184-2ce0bfc8e8b3
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from fnmatch import fnmatchcase

TARGET_FILENAME_PREFIXES = ("d:\\spool\\", r"f:\\spool", r"g:\\spool", r"j:\\")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    target_filename = event.deep_get("ExtraEventData", "TargetFilename", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (11, "11")
        and (
            target_filename.startswith(TARGET_FILENAME_PREFIXES)
            or target_filename.endswith((r"\spool\*", "\\spool\\"))
            or r"\spool\what?" in target_filename
            or any(
                fnmatchcase(target_filename, glob)
                for glob in (r"c:\users\*\spool\job-?.tmp", r"*\spool\*.p??")
            )
            or target_filename in (r"e:\spool\*", r"h:\spool", r"i:\spool")
        )
    )


def title(_):
    return "Odd Names In The Spool"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.TargetFilename": event.deep_get("ExtraEventData", "TargetFilename"),
    }
