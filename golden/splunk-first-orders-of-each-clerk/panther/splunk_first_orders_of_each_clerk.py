# First Orders Of Each Clerk
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
