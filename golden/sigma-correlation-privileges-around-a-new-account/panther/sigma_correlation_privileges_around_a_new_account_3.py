# Account With Privileges Around Its Creation
# Source: sigma rule 0c5c3f0e-6f0d-5b3e-9c0b-6a2f8f4d7e11
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Account With Privileges Around Its Creation: {event.get('account_value')}"


def dedup(event):
    return str(event.get("account_value"))


def alert_context(event):
    return event.to_dict()
