# Long Night Of A Session
# Source: elastic rule 450020c6-98e6-5d1e-9dc5-e67bba47b816
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Long Night Of A Session: {event.get('session_id')}"


def dedup(event):
    return str(event.get("session_id"))


def alert_context(event):
    return event.to_dict()
