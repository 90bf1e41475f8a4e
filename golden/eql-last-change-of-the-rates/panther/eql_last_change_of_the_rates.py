# Last Change Of The Rates
# Source: elastic rule a07c133c-c4e7-5c0f-9347-873671886ec9
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: The rule looks at events of category network of more types; its data source
#   here is of one kind (Any system: network connection).; The rule looks at events of category file
#   of more types; its data source here is of one kind (Any system: file creation).
def rule(_):
    # What the query finds is what is looked for
    return True


def title(_):
    return "Last Change Of The Rates"


def alert_context(event):
    return event.to_dict()
