# Much Sent To One Address
# Source: sigma rule 92ca727d-45ff-5d68-a593-3bacd7dbcc6c
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: action does not tell “allow” from “accept”, “accepted”, “allowed”,
#   “forward”, “pass”, “permit”, “permitted”.
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Much Sent To One Address: {event.get('srcAddr')} {event.get('dstAddr')}"


def dedup(event):
    return str([event.get(key) for key in ("srcAddr", "dstAddr")])


def alert_context(event):
    return event.to_dict()
