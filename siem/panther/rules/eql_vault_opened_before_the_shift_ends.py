# Vault Opened Before The Shift Ends
# Source: elastic rule 6b369ef9-7683-5fca-84dc-1920639a7bd3
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: The rule looks at events of category file of more types; its data source
#   here is of one kind (Any system: file creation).
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Vault Opened Before The Shift Ends: {event.get('user_name')}"


def dedup(event):
    return str(event.get("user_name"))


def alert_context(event):
    return event.to_dict()
