# Desks Of The Tills Asked From Outside
# Source: elastic rule 27450863-1608-5a65-b241-d6326682e561
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Desks Of The Tills Asked From Outside: {event.get('source_ip')}"


def dedup(event):
    return str(event.get("source_ip"))


def alert_context(event):
    return event.to_dict()
