# Backup Without Its Seal
# Source: elastic rule 2d634131-afd4-58a1-ab33-712e59bb2703
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The rule looks at events of category file of more types; its data source
#   here is of one kind (Any system: file creation).; The rule looks at events of category network
#   of more types; its data source here is of one kind (Any system: network connection).
import re

FDR_EVENT_TYPE_VALUES = (
    "newexecutablewritten",
    "newscriptwritten",
    "genericfilewritten",
    "elffilewritten",
    "machofilewritten",
    "pefilewritten",
    "webscriptfilewritten",
    "pythonfilewritten",
    "applescriptfilewritten",
    "javaclassfilewritten",
    "jarfilewritten",
    "zipfilewritten",
    "gzipfilewritten",
    "bzip2filewritten",
    "sevenzipfilewritten",
    "rarfilewritten",
    "tarfilewritten",
    "xarfilewritten",
    "xzfilewritten",
    "cabfilewritten",
    "arcfilewritten",
    "dmgfilewritten",
    "debfilewritten",
    "rpmfilewritten",
    "pdffilewritten",
    "olefilewritten",
    "ooxmlfilewritten",
    "rtffilewritten",
    "msdocxfilewritten",
    "msxlsxfilewritten",
    "mspptxfilewritten",
    "emailfilewritten",
    "pemfilewritten",
    "jpegfilewritten",
    "pngfilewritten",
    "giffilewritten",
    "bmpfilewritten",
    "tifffilewritten",
    "vmdkfilewritten",
    "vdifilewritten",
)

TARGET_FILE_NAME_PATTERN = re.compile(r"(?i)(?:^|[/\\])ledger-[^/\\]*\.bak$")


def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    target_file_name = event.deep_get("event", "TargetFileName", default="")
    aid = event.get("aid")
    return (
        fdr_event_type in FDR_EVENT_TYPE_VALUES
        and bool(TARGET_FILE_NAME_PATTERN.search(target_file_name))
        and aid is not None
    )


def correlation_key(event):
    aid = str(event.deep_get("aid", default=""))
    return aid


def title(_):
    return "Backup Without Its Seal"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
        "aid": event.deep_get("aid"),
    }
