# Many Failed Logins From One Address
# Source: sigma rule c7debe92-b8aa-570d-9384-f78563357d62
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Many Failed Logins From One Address: {event.get('ExtraEventData_IpAddress')}"


def dedup(event):
    return str(event.get("ExtraEventData_IpAddress"))


def alert_context(event):
    return event.to_dict()
