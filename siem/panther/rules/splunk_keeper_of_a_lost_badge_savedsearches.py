# Keeper Of A Lost Badge
# Source: splunk rule a14fb053-02a2-8bda-ade2-d8aa22fafb7d
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
