# Vault Key Exported By A Script
# Source: sigma rule 34e869a6-07e6-47af-bdfb-f248235a7811
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re

SCRIPT_BLOCK_TEXT_PATTERN = re.compile("rg-[a-f0-9]{4}")

SCRIPT_BLOCK_TEXT_PATTERN_2 = re.compile("(?im)^ *export-vault +-key")

SCRIPT_BLOCK_TEXT_PATTERN_3 = re.compile("(?is)export-vault.*remove-log")

SCRIPT_BLOCK_TEXT_PATTERN_4 = re.compile(r"vault\.local/(v1|v2)/keys")

SCRIPT_BLOCK_TEXT_PATTERN_5 = re.compile(r"keys\?export=(true|1)$")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    script_block_text = event.deep_get("ExtraEventData", "ScriptBlockText", default="")
    return (
        channel == "microsoft-windows-powershell/operational"
        and event_id in (4104, "4104")
        and (
            (
                bool(SCRIPT_BLOCK_TEXT_PATTERN.search(script_block_text))
                and bool(SCRIPT_BLOCK_TEXT_PATTERN_2.search(script_block_text))
            )
            or bool(SCRIPT_BLOCK_TEXT_PATTERN_3.search(script_block_text))
            or bool(SCRIPT_BLOCK_TEXT_PATTERN_4.search(script_block_text))
            or bool(SCRIPT_BLOCK_TEXT_PATTERN_5.search(script_block_text))
        )
    )


def title(_):
    return "Vault Key Exported By A Script"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.ScriptBlockText": event.deep_get("ExtraEventData", "ScriptBlockText"),
    }
