# Address Of The List
# Source: elastic rule 1c4bcddb-89f8-5f0a-b656-83c5c27c01c1
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: The rule looks at events of category network of more types; its data source
#   here is of one kind (Any system: network connection).
def rule(_):
    # What the query finds is what is looked for
    return True


def title(_):
    return "Address Of The List"


def alert_context(event):
    return event.to_dict()
