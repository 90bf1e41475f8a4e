# Late Refusals Of A Branch
# Source: elastic rule 717acd0e-6cfb-5b7b-8b01-dcf2aa12e691
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Late Refusals Of A Branch: {event.get('organization_name')} {event.get('host_id')}"


def dedup(event):
    return str([event.get(key) for key in ("organization_name", "host_id")])


def alert_context(event):
    return event.to_dict()
