# Four Refusals And Then In
# Source: elastic rule b776b902-72a6-5089-beff-bf4f31ac5c75
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Four Refusals And Then In: {event.get('Computer')} {event.get('user_name')}"


def dedup(event):
    return str([event.get(key) for key in ("Computer", "user_name")])


def alert_context(event):
    return event.to_dict()
