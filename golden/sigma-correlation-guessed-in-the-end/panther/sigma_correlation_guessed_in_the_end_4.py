# Password Guessed In The End
# Source: sigma rule f46fd88e-009d-5f68-918c-6a2ce4347bd2
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Password Guessed In The End: {event.get('ExtraEventData_IpAddress')}"


def dedup(event):
    return str(event.get("ExtraEventData_IpAddress"))


def alert_context(event):
    return event.to_dict()
