# Typing Device Plugged Into A Server
# Source: sigma rule 0c0d4971-dd05-4a71-9337-3fa23818d2a2
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from fnmatch import fnmatchcase


def texts(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif value is not None:
        yield str(value)


def rule(event):
    return (
        any("new usb device" in text.lower() for text in texts(event.to_dict()))
        and any("idvendor=1d6b" in text.lower() for text in texts(event.to_dict()))
        and any(fnmatchcase(text.lower(), "*rubber?ey*") for text in texts(event.to_dict()))
        and not any("usb 1-1:" in text.lower() for text in texts(event.to_dict()))
    )


def title(_):
    return "Typing Device Plugged Into A Server"


def alert_context(event):
    return {}
