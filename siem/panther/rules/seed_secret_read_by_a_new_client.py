# Secret Read By A Client Not Seen Before
# Source: elastic rule a80b3a08-7aa3-5008-b8b2-26e25a571c66
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Secret Read By A Client Not Seen Before: {event.get('sourceIPs')} {event.get('user_username')} {event.get('userAgent')}"


def dedup(event):
    return str([event.get(key) for key in ("sourceIPs", "user_username", "userAgent")])


def alert_context(event):
    return event.to_dict()
