# Many Doors Of One Badge
# Source: elastic rule 150c191a-6523-5c4d-bc3f-cc8e88789f35
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Many Doors Of One Badge: {event.get('badge_id')}"


def dedup(event):
    return str(event.get("badge_id"))


def alert_context(event):
    return event.to_dict()
