# Cluster Secrets Fetched By A Client Not Seen Before
# Source: elastic rule 6062cb3b-33a8-4f6a-ab76-f7c0f4ad7aea
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence
from panther_detection_helpers.caching import get_string_set, put_string_set


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def matches(event):
    resource = str(event.deep_get("objectRef", "resource", default=""))
    verb = str(event.deep_get("verb", default=""))
    user_agent = event.get("userAgent")
    user_agent_text = str(event.deep_get("userAgent", default=""))
    source_i_ps = values(event, "sourceIPs")
    username = event.deep_get("user", "username")
    return (
        resource == "secrets"
        and verb in ("get", "list")
        and user_agent is not None
        and not user_agent_text.endswith("kubernetes/$Format")
        and bool(source_i_ps)
        and username is not None
    )


def term(event):
    source_i_ps = [str(value) for value in values(event, "sourceIPs")]
    username = str(event.deep_get("user", "username", default=""))
    user_agent = str(event.deep_get("userAgent", default=""))
    return "|".join((source_i_ps, username, user_agent))


def rule(event):
    if not matches(event):
        return False
    key = "ClusterSecretsFetchedByAClientNotSeenBefore.6062cb3b:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 604800)
    return not seen


def title(event):
    return f"Cluster Secrets Fetched By A Client Not Seen Before [{event.deep_get('userAgent', default='<unknown>')}]"


def alert_context(event):
    return {
        "objectRef.resource": event.deep_get("objectRef", "resource"),
        "verb": event.deep_get("verb"),
        "userAgent": event.deep_get("userAgent"),
        "sourceIPs": event.deep_get("sourceIPs"),
        "user.username": event.deep_get("user", "username"),
    }
