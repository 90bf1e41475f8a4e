# Label On Many Crates
# Source: elastic rule eb813e7e-3237-530b-b626-a2bcca21ee87
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Label On Many Crates: {event.get('crate_labels')}"


def dedup(event):
    return str(event.get("crate_labels"))


def alert_context(event):
    return event.to_dict()
