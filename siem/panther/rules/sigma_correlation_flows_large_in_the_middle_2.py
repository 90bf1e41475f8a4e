# Flows Large In The Middle
# Source: sigma rule 37e64dde-5c97-5db8-9264-638e879c7d01
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: action does not tell “allow” from “accept”, “accepted”, “allowed”,
#   “forward”, “pass”, “permit”, “permitted”.
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Flows Large In The Middle: {event.get('srcAddr')}"


def dedup(event):
    return str(event.get("srcAddr"))


def alert_context(event):
    return event.to_dict()
