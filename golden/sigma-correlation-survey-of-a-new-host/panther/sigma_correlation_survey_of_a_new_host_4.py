# Survey Of A New Host
# Source: sigma rule 84dba36f-66c9-57d2-ad16-3cb452fa5eaf
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Survey Of A New Host: {event.get('Computer')} {event.get('ExtraEventData_User')}"


def dedup(event):
    return str([event.get(key) for key in ("Computer", "ExtraEventData_User")])


def alert_context(event):
    return event.to_dict()
