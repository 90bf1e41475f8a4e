# Secret Read By A Client Not Seen Before
# Source: elastic rule a80b3a08-7aa3-5008-b8b2-26e25a571c66
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence
from panther_detection_helpers.caching import get_string_set, put_string_set


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def matches(event):
    verb = str(event.deep_get("verb", default=""))
    resource = str(event.deep_get("objectRef", "resource", default=""))
    user_agent = event.get("userAgent")
    user_agent_text = str(event.deep_get("userAgent", default=""))
    source_i_ps = values(event, "sourceIPs")
    username = event.deep_get("user", "username")
    return (
        verb in ("get", "list")
        and resource == "secrets"
        and user_agent is not None
        and not "kubernetes/$Format" in user_agent_text
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
    key = "SecretReadByAClientNotSeenBefore.a80b3a08:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 604800)
    return not seen


def title(event):
    return f"Secret Read By A Client Not Seen Before [{event.deep_get('userAgent', default='<unknown>')}]"


def alert_context(event):
    return {
        "verb": event.deep_get("verb"),
        "objectRef.resource": event.deep_get("objectRef", "resource"),
        "userAgent": event.deep_get("userAgent"),
        "sourceIPs": event.deep_get("sourceIPs"),
        "user.username": event.deep_get("user", "username"),
    }
