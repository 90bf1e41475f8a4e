# Rule Of A Mailbox That Hides Invoices
# Source: sigma rule 5a30b200-a465-410d-ac37-039f9b11551e
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    operation = event.deep_get("Operation", default="").lower()
    result_status = str(event.deep_get("ResultStatus", default="")).lower()
    name = [value.lower() for value in values(event, "Parameters", "Name")]
    value_value = [str(value).lower() for value in values(event, "Parameters", "Value")]
    return (
        operation in ("new-inboxrule", "set-inboxrule")
        and result_status == "true"
        and any(item in ("deletemessage", "movetofolder") for item in name)
        and any("invoice" in item for item in value_value)
    )


def title(_):
    return "Rule Of A Mailbox That Hides Invoices"


def alert_context(event):
    return {
        "Operation": event.deep_get("Operation"),
        "ResultStatus": event.deep_get("ResultStatus"),
        "Parameters.Name": event.deep_get("Parameters", "Name"),
        "Parameters.Value": event.deep_get("Parameters", "Value"),
    }
