# Tags That A Sale Never Bears
# Source: elastic rule 1bb5714c-96b1-5f53-9abd-8f991c421961
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Tags That A Sale Never Bears: {event.get('till')}"


def dedup(event):
    return str(event.get("till"))


def alert_context(event):
    return event.to_dict()
