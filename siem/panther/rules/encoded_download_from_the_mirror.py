# Encoded Download From The Look-Alike Mirror
# Source: sigma rule 8fc69837-1abc-4bc9-9724-9e8e430fcd51
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
COMMAND_LINE_FRAGMENTS = (
    "lwavagqacgbvahaalgbjag8acgbwac0abqbpahiacgbvahialgblahgayqbtahaabablac8a",
    "8alwbkahiabwbwac4aywbvahiacaatag0aaqbyahiabwbyac4azqb4ageabqbwagwazqava",
    "vac8azabyag8acaauagmabwbyahaalqbtagkacgbyag8acgauaguaeabhag0acabsagualw",
    "ly9kcm9wlmnvcnatbwlycm9ylmv4yw1wbguv",
    "8vzhjvcc5jb3jwlw1pcnjvci5legftcgxll",
    "vl2ryb3auy29ycc1taxjyb3iuzxhhbxbszs",
    "ly9kcm9wmi5jb3jwlw1pcnjvci5legftcgxll",
    "8vzhjvcdiuy29ycc1taxjyb3iuzxhhbxbszs",
    "vl2ryb3aylmnvcnatbwlycm9ylmv4yw1wbguv",
)


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    command_line = event.deep_get("ExtraEventData", "CommandLine", default="").lower()
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and any(part in command_line for part in COMMAND_LINE_FRAGMENTS)
    )


def title(_):
    return "Encoded Download From The Look-Alike Mirror"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.CommandLine": event.deep_get("ExtraEventData", "CommandLine"),
    }
