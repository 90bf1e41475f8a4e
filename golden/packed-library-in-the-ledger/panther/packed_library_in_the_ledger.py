# packed-library-in-the-ledger
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


def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    target_file_name = event.deep_get("event", "TargetFileName", default="")
    sections = event.deep_get("file", "elf", "sections")
    context_base_file_name = event.deep_get("event", "ContextBaseFileName", default="")
    return (
        fdr_event_type in FDR_EVENT_TYPE_VALUES
        and event_platform == "lin"
        and target_file_name.startswith("/opt/ledger/")
        and any(
            (item.get("name") or "").startswith(".rgpack")
            and number(item.get("entropy")) is not None
            and number(item.get("entropy")) >= 7.5
            for item in sections or []
        )
        and context_base_file_name not in ("dpkg", "rpm")
    )


def title(_):
    return "packed-library-in-the-ledger"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.TargetFileName": event.deep_get("event", "TargetFileName"),
        "file.elf.sections": event.deep_get("file", "elf", "sections"),
        "file.elf.sections.name": event.deep_get("file", "elf", "sections", "name"),
        "file.elf.sections.entropy": event.deep_get("file", "elf", "sections", "entropy"),
        "event.ContextBaseFileName": event.deep_get("event", "ContextBaseFileName"),
    }
