# Largest Sender Of A Shop
# Source: elastic rule 29a49b55-8e42-5dd4-9bbc-ab858afe28a7
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Largest Sender Of A Shop: {event.get('host_name')} {event.get('shop_name')}"


def dedup(event):
    return str([event.get(key) for key in ("host_name", "shop_name")])


def alert_context(event):
    return event.to_dict()
