# First Two Copies Of The Day
# Source: elastic rule 439241ea-e57d-5460-ac08-1331f9baff68
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: The target has event.CommandLine in place of the list of arguments, where
#   a word may be a part of a quoted argument.; The rule looks at events of category process of more
#   types; its data source here is of one kind (Any system: process creation).
def rule(_):
    # What the query finds is what is looked for
    return True


def title(_):
    return "First Two Copies Of The Day"


def alert_context(event):
    return event.to_dict()
