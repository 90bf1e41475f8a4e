# One Address Tries Many Accounts
# Source: sigma rule ad3a7a2d-2974-5084-bfb3-1d9fe20ef169
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"One Address Tries Many Accounts: {event.get('ExtraEventData_IpAddress')} {event.get('Computer')}"


def dedup(event):
    return str([event.get(key) for key in ("ExtraEventData_IpAddress", "Computer")])


def alert_context(event):
    return event.to_dict()
