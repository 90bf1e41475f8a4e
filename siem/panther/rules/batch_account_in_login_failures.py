# Batch Account In Login Failures
# Source: sigma rule fd0235a2-c002-4fbc-8bc0-4462c5026795
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
        any(
            "oracle-batch" in text.lower() or fnmatchcase(text.lower(), "*sap-batch*rhost=*")
            for text in texts(event.to_dict())
        )
        and any(
            any(part in text.lower() for part in ("authentication failure", "4711"))
            or fnmatchcase(text.lower(), "*failed password for ??? *")
            for text in texts(event.to_dict())
        )
    )


def title(_):
    return "Batch Account In Login Failures"


def alert_context(event):
    return {}
