# Badge Of A Closed Shop
# Source: elastic rule c2d6f6f0-0d57-4b0e-9d6a-7c3f4b1a8e32
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Badge Of A Closed Shop: {event.get('user_name')}"


def dedup(event):
    return str(event.get("user_name"))


def alert_context(event):
    return event.to_dict()
