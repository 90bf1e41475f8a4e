# Child Of A Nameless Parent
# Source: elastic rule 32eb432f-f3ae-5a2c-b023-66787360844d
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: The rule looks at events of category process of more types; its data source
#   here is of one kind (Any system: process creation).
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Child Of A Nameless Parent: {event.get('aid')} {event.get('event_ParentProcessId')}"


def dedup(event):
    return str([event.get(key) for key in ("aid", "event_ParentProcessId")])


def alert_context(event):
    return event.to_dict()
