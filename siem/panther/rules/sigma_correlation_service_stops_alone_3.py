# Service Stops Though Nobody Shuts Down
# Source: sigma rule 2b511e95-42ef-55dc-b8e3-8b3e03bf4f71
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Service Stops Though Nobody Shuts Down: {event.get('Computer')}"


def dedup(event):
    return str(event.get("Computer"))


def alert_context(event):
    return event.to_dict()
