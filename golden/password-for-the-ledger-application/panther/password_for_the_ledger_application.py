# Password For The Ledger Application
# Source: sigma rule dbf73f32-f3f1-425f-be48-f9b49353879f
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    category = str(event.deep_get("category", default="")).lower()
    activity_display_name = event.deep_get("properties", "activityDisplayName", default="").lower()
    result = str(event.deep_get("properties", "result", default="")).lower()
    display_name = [
        value.lower() for value in values(event, "properties", "targetResources", "displayName")
    ]
    new_value = [
        str(value).lower()
        for value in values(
            event, "properties", "targetResources", "modifiedProperties", "newValue"
        )
    ]
    user_principal_name = event.deep_get("properties", "initiatedBy", "user", "userPrincipalName")
    return (
        category == "auditlogs"
        and " credentials" in activity_display_name
        and result == "success"
        and any(item.startswith("ledger") for item in display_name)
        and any("keytype=password" in item for item in new_value)
        and user_principal_name is not None
    )


def title(event):
    user_principal_name = event.deep_get(
        "properties", "initiatedBy", "user", "userPrincipalName", default="<unknown>"
    )
    return f"Password For The Ledger Application [{user_principal_name}]"


def alert_context(event):
    return {
        "category": event.deep_get("category"),
        "properties.activityDisplayName": event.deep_get("properties", "activityDisplayName"),
        "properties.result": event.deep_get("properties", "result"),
        "properties.targetResources.displayName": event.deep_get(
            "properties", "targetResources", "displayName"
        ),
        "properties.targetResources.modifiedProperties.newValue": event.deep_get(
            "properties", "targetResources", "modifiedProperties", "newValue"
        ),
        "properties.initiatedBy.user.userPrincipalName": event.deep_get(
            "properties", "initiatedBy", "user", "userPrincipalName"
        ),
    }
