# Many Clerks Of One Address
# Source: elastic rule c6eb06ab-e1e4-5f6d-b6ba-5225462f3e06
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Many Clerks Of One Address: {event.get('source_ip')}"


def dedup(event):
    return str(event.get("source_ip"))


def alert_context(event):
    return event.to_dict()
