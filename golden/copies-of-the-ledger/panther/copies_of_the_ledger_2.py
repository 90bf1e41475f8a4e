# Copy Of The Ledger By Linux Host
# Source: sigma rule 8e6e2d11-4e51-4386-ab7b-02e5751e88bd
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
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


def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    target_file_name = event.deep_get("event", "TargetFileName", default="").lower()
    return (
        fdr_event_type in FDR_EVENT_TYPE_VALUES
        and event_platform == "lin"
        and target_file_name.startswith("/srv/www/")
        and target_file_name.endswith(("/ledger.mdf", "/ledger.bak"))
    )


def title(_):
    return "Copy Of The Ledger By Linux Host"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
    }
