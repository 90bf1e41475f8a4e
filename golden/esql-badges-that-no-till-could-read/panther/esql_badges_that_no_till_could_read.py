# Badges That No Till Could Read
# Source: elastic rule 6f3d5d0e-44a1-5c43-a0f3-0b5a1a2f7c19
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Badges That No Till Could Read: {event.get('till_badge')}"


def dedup(event):
    return str(event.get("till_badge"))


def alert_context(event):
    return event.to_dict()
