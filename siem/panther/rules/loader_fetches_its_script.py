# loader-fetches-its-script
# Source: elastic rule d7f9f789-56e3-86a2-95d7-b98f0f1600d0
# Translation: exact
import re
from fnmatch import fnmatchcase

PATH_PATTERN = re.compile(r"^/rg/[a-f0-9]{6}\.js\Z")


def rule(event):
    path = event.deep_get("url", "path", default="")
    original = event.deep_get("user_agent", "original", default="")
    domain = event.deep_get("url", "domain", default="")
    return (
        bool(PATH_PATTERN.search(path))
        and (
            original.startswith("Load")
            or fnmatchcase(original, "Loader v?.? (x64)")
            or original == "Loader v1.2 (x64)"
        )
        and not (domain.endswith(".corp.example") or domain == "intranet")
    )


def title(event):
    original = event.deep_get("user_agent", "original", default="<unknown>")
    return f"loader-fetches-its-script [{original}]"


def alert_context(event):
    return {
        "url.path": event.deep_get("url", "path"),
        "user_agent.original": event.deep_get("user_agent", "original"),
        "url.domain": event.deep_get("url", "domain"),
    }
