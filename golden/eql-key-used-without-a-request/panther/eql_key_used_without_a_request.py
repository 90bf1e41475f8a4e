# Key Used Without a Request
# Source: elastic rule 5b0c53d2-7a51-4c8e-9d3f-0a7c1f6e2b94
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The rule looks at events of category file of more types; its data source
#   here is of one kind (Any system: file creation).; The rule looks at events of category network
#   of more types; its data source here is of one kind (Any system: network connection).
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Key Used Without a Request: {event.get('aid')}"


def dedup(event):
    return str(event.get("aid"))


def alert_context(event):
    return event.to_dict()
