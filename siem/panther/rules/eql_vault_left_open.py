# Vault Left Open
# Source: elastic rule 5f0b7a52-6a0c-5b55-9b8e-2b7d7a1f0c31
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The rule looks at events of category network of more types; its data
#   source here is of one kind (Any system: network connection).; The rule looks at events of
#   category file of more types; its data source here is of one kind (Any system: file creation).;
#   host.id is written in another way by the target, which an expression cannot follow.
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Vault Left Open: {event.get('Computer')}"


def dedup(event):
    return str(event.get("Computer"))


def alert_context(event):
    return event.to_dict()
