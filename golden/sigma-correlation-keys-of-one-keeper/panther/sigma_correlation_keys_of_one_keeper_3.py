# Keys Of One Keeper
# Source: sigma rule a333cb97-b249-53ea-8b40-1c2cc26e6619
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Keys Of One Keeper: {event.get('keeper')}"


def dedup(event):
    return str(event.get("keeper"))


def alert_context(event):
    return event.to_dict()
