# Drawer Opened Without A Sale
# Source: elastic rule b7d6ac02-4fb9-5a86-81fb-67292ecd6df9
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Drawer Opened Without A Sale: {event.get('host_id')}"


def dedup(event):
    return str(event.get("host_id"))


def alert_context(event):
    return event.to_dict()
