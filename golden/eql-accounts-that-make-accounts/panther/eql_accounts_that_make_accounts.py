# Accounts That Make Accounts
# Source: elastic rule b5a7a45a-38c6-58a8-9a38-fc177d23544f
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: The rule looks at events of category file of more types; its data source
#   here is of one kind (Any system: file creation).
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Accounts That Make Accounts: {event.get('user_target_name')}"


def dedup(event):
    return str(event.get("user_target_name"))


def alert_context(event):
    return event.to_dict()
