# Keepers Of One Shift
# Source: sigma rule 7562145a-485d-548e-a193-edf4669f7c4c
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Keepers Of One Shift: {event.get('keeper')}"


def dedup(event):
    return str(event.get("keeper"))


def alert_context(event):
    return event.to_dict()
