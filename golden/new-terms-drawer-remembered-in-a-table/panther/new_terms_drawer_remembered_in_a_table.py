# Drawer Of A Clerk
# Source: elastic rule 4b0a9a0e-3d0c-5c2c-9a39-0f5d6b8f7c21
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from panther_detection_helpers.caching import get_string_set, put_string_set


def matches(event):
    action = event.deep_get("event", "action", default="")
    role = str(event.deep_get("clerk", "role", default=""))
    name = event.deep_get("clerk", "name")
    id_value = event.deep_get("desk", "id")
    number_value = event.deep_get("drawer", "number")
    return (
        action == "drawer-opened"
        and role not in ("keeper", "auditor")
        and name is not None
        and id_value is not None
        and number_value is not None
    )


def term(event):
    name = event.deep_get("clerk", "name", default="")
    id_value = str(event.deep_get("desk", "id", default=""))
    number_value = str(event.deep_get("drawer", "number", default=""))
    return "|".join(
        (
            name.replace("%", "%25").replace("|", "%7C"),
            id_value.replace("%", "%25").replace("|", "%7C"),
            number_value,
        )
    )


def rule(event):
    if not matches(event):
        return False
    key = "DrawerOfAClerk.4b0a9a0e:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 172800)
    return not seen


def title(_):
    return "Drawer Of A Clerk"


def alert_context(event):
    return {
        "event.action": event.deep_get("event", "action"),
        "clerk.role": event.deep_get("clerk", "role"),
        "clerk.name": event.deep_get("clerk", "name"),
        "desk.id": event.deep_get("desk", "id"),
        "drawer.number": event.deep_get("drawer", "number"),
    }
