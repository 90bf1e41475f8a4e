# Two Of Three Surveys
# Source: sigma rule f77270a5-5aba-5fb1-9afd-ee6c202a55ae
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Two Of Three Surveys: {event.get('Computer')}"


def dedup(event):
    return str(event.get("Computer"))


def alert_context(event):
    return event.to_dict()
