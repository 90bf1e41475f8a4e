# Waves Of Failed Logins
# Source: sigma rule 5b0c8a52-21f7-5d4c-8f0e-1f6e0c9d3a71
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Waves Of Failed Logins: {event.get('ExtraEventData_IpAddress')}"


def dedup(event):
    return str(event.get("ExtraEventData_IpAddress"))


def alert_context(event):
    return event.to_dict()
