# Many Secrets In Six Minutes
# Source: elastic rule 716a3479-54da-56c2-9823-ebada5882dee
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Many Secrets In Six Minutes: {event.get('user_username')} {event.get('sourceIPs')} {event.get('userAgent')}"


def dedup(event):
    return str([event.get(key) for key in ("user_username", "sourceIPs", "userAgent")])


def alert_context(event):
    return event.to_dict()
