def rule(event):
    if event.get("eventType") != "user.session.start":
        return False
    return event.deep_get("outcome", "result") == "FAILURE"


def dedup(event):
    return event.deep_get("actor", "alternateId", default="nobody")


def title(event):
    return f"The vault refused {event.deep_get('actor', 'alternateId', default='nobody')} again"
