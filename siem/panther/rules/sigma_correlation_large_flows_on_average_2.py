# Large Flows On Average
# Source: sigma rule 2486de49-becd-5c80-96d7-95cb49fbc717
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: action does not tell “allow” from “accept”, “accepted”, “allowed”,
#   “forward”, “pass”, “permit”, “permitted”.
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Large Flows On Average: {event.get('srcAddr')}"


def dedup(event):
    return str(event.get("srcAddr"))


def alert_context(event):
    return event.to_dict()
