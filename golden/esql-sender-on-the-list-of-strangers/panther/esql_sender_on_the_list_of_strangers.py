# Sender On The List Of Strangers
# Source: elastic rule 5a0d4a53-4b4d-4f7a-8c38-0f7a1d6e9b21
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(_):
    return "Sender On The List Of Strangers"


def alert_context(event):
    return event.to_dict()
