# Refunds Just Under The Limit
# Source: elastic rule f27ba128-ff8c-5dc6-a2a6-f65f91c64885
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Refunds Just Under The Limit: {event.get('till_number')} {event.get('step')}"


def dedup(event):
    return str([event.get(key) for key in ("till_number", "step")])


def alert_context(event):
    return event.to_dict()
