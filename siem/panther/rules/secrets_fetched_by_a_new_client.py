# Cluster Secrets Fetched By A Client Not Seen Before
# Source: elastic rule 6062cb3b-33a8-4f6a-ab76-f7c0f4ad7aea
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Cluster Secrets Fetched By A Client Not Seen Before: {event.get('sourceIPs')} {event.get('user_username')} {event.get('userAgent')}"


def dedup(event):
    return str([event.get(key) for key in ("sourceIPs", "user_username", "userAgent")])


def alert_context(event):
    return event.to_dict()
