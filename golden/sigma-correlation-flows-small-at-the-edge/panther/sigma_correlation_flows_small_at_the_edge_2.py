# Flows Small At The Edge
# Source: sigma rule a497f391-a7b6-52c3-8437-a9e58ffcf1a1
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: action does not tell “allow” from “accept”, “accepted”, “allowed”,
#   “forward”, “pass”, “permit”, “permitted”.
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Flows Small At The Edge: {event.get('srcAddr')}"


def dedup(event):
    return str(event.get("srcAddr"))


def alert_context(event):
    return event.to_dict()
