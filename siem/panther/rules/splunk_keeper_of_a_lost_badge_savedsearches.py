# Keeper Of A Lost Badge
# Source: splunk rule 4a5fe32b-f3af-8f08-8a21-fbb2dd4c3317
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Keeper Of A Lost Badge: {event.get('clerk')}"


def dedup(event):
    return str(event.get("clerk"))


def alert_context(event):
    return event.to_dict()
