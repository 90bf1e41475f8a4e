# Refused By The Edge
# Source: elastic rule 6f501fe9-4f12-5085-9388-1714fed2d638
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Refused By The Edge: {event.get('source_ip')}"


def dedup(event):
    return str(event.get("source_ip"))


def alert_context(event):
    return event.to_dict()
