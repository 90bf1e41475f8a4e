# Large Flow To A High Port
# Source: sigma rule 3ec77cbd-d014-4cc2-8fc0-30dce05a3ec6
# Author: ruleglot
# Licence: Apache-2.0
# Translation: broader: action does not tell “accept” from “accepted”, “allow”, “allowed”,
#   “forward”, “pass”, “permit”, “permitted”.
def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def rule(event):
    action = event.deep_get("action", default="").lower()
    bytes = event.get("bytes")
    packets = event.get("packets")
    dst_port = event.get("dstPort")
    return (
        action == "accept"
        and number(bytes) is not None
        and number(bytes) > 536870912
        and number(packets) is not None
        and number(packets) <= 600000
        and number(dst_port) is not None
        and number(dst_port) >= 1024
        and number(dst_port) < 49152
        and bytes not in (1073741824, "1073741824")
        and not (number(packets) is not None and number(packets) < 10)
    )


def title(_):
    return "Large Flow To A High Port"


def alert_context(event):
    return {
        "action": event.deep_get("action"),
        "bytes": event.deep_get("bytes"),
        "packets": event.deep_get("packets"),
        "dstPort": event.deep_get("dstPort"),
    }
