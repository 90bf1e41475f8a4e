# Preload List Written By A Web Worker
# Source: sigma rule 12093df0-fbcc-4a0c-861d-eb29740a2700
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re
from fnmatch import fnmatchcase

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

CONTEXT_IMAGE_FILE_NAME_PATTERN = re.compile("/(php-fpm[0-9.]*|apache2|nginx)$")


def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    target_file_name = event.deep_get("event", "TargetFileName", default="").lower()
    context_image_file_name = event.deep_get("event", "ContextImageFileName", default="")
    return (
        fdr_event_type in FDR_EVENT_TYPE_VALUES
        and event_platform == "lin"
        and (
            target_file_name == "/etc/ld.so.preload"
            or fnmatchcase(target_file_name, "/etc/ld.so.conf.d/*.conf")
        )
        and bool(CONTEXT_IMAGE_FILE_NAME_PATTERN.search(context_image_file_name))
    )


def title(_):
    return "Preload List Written By A Web Worker"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
        "event.ContextImageFileName": event.deep_get("event", "ContextImageFileName"),
    }
