# Guesses That Go On Elsewhere
# Source: sigma rule fa503acb-a51b-5419-9b31-9a6e02d2de27
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Guesses That Go On Elsewhere: {event.get('clerk')}"


def dedup(event):
    return str(event.get("clerk"))


def alert_context(event):
    return event.to_dict()
