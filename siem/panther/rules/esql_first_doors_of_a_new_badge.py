# First Doors Of A New Badge
# Source: elastic rule 6acd9b29-955c-5419-bac2-81bf096e6bd0
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"First Doors Of A New Badge: {event.get('badge_id')}"


def dedup(event):
    return str(event.get("badge_id"))


def alert_context(event):
    return event.to_dict()
