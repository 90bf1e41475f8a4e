# Protection Of The Ledger Lifted
# Source: sigma rule e53dac59-1618-487b-8e7e-4b84b0c10cd0
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    type_value = str(event.deep_get("type", default="")).lower()
    a0 = str(event.deep_get("a0", default="")).lower()
    a1 = str(event.deep_get("a1", default="")).lower()
    a2 = str(event.deep_get("a2", default="")).lower()
    key = str(event.deep_get("key", default="")).lower()
    key_raw = event.get("key")
    return (
        type_value == "execve"
        and "chattr" in a0
        and "-i" in a1
        and a2.startswith("/etc/ledger")
        and not (key == "maintenance" or key_raw == "")
    )


def title(_):
    return "Protection Of The Ledger Lifted"


def alert_context(event):
    return {
        "type": event.deep_get("type"),
        "a0": event.deep_get("a0"),
        "a1": event.deep_get("a1"),
        "a2": event.deep_get("a2"),
        "key": event.deep_get("key"),
    }
