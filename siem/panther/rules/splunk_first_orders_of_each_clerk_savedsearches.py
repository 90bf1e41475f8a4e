# First Orders Of Each Clerk
# Source: splunk rule f7538cf1-1340-858c-b75f-d19fb8a84218
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"First Orders Of Each Clerk: {event.get('shop')}"


def dedup(event):
    return str(event.get("shop"))


def alert_context(event):
    return event.to_dict()
