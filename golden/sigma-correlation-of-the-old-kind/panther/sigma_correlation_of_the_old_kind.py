# Share Refused Again And Again
# Source: sigma rule 1db3f820-3d41-55e1-93a3-553cbc88c2a5
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Share Refused Again And Again: {event.get('ExtraEventData_IpAddress')}"


def dedup(event):
    return str(event.get("ExtraEventData_IpAddress"))


def alert_context(event):
    return event.to_dict()
