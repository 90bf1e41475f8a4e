# Clerk In Two Cities At Once
# Source: elastic rule 0f0c6a1e-5c2b-5f5e-9a57-6f1b3a2d8c41
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Clerk In Two Cities At Once: {event.get('user_name')}"


def dedup(event):
    return str(event.get("user_name"))


def alert_context(event):
    return event.to_dict()
