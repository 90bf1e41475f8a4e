# New Keeper In The Role Of The Ledger
# Source: elastic rule 4e712952-9ea0-4c31-a264-3a346f51d3ba
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from collections.abc import Sequence


def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]


def rule(event):
    category = str(event.deep_get("category", default="")).lower()
    operation_name = event.deep_get("operationName", default="")
    result = str(event.deep_get("properties", "result", default="")).lower()
    display_name = [
        value for value in values(event, "properties", "targetResources", "displayName")
    ]
    modified_properties_display_name = [
        value
        for value in values(
            event, "properties", "targetResources", "modifiedProperties", "displayName"
        )
    ]
    type_value = [str(value) for value in values(event, "properties", "targetResources", "type")]
    return (
        category == "auditlogs"
        and operation_name.startswith("Add member")
        and result == "success"
        and (
            any(item.startswith("Ledger") for item in display_name)
            or any(item.startswith("Ledger") for item in modified_properties_display_name)
        )
        and not any(item == "ServicePrincipal" for item in type_value)
    )


def title(_):
    return "New Keeper In The Role Of The Ledger"


def alert_context(event):
    return {
        "category": event.deep_get("category"),
        "operationName": event.deep_get("operationName"),
        "properties.result": event.deep_get("properties", "result"),
        "properties.targetResources.displayName": event.deep_get(
            "properties", "targetResources", "displayName"
        ),
        "properties.targetResources.modifiedProperties.displayName": event.deep_get(
            "properties", "targetResources", "modifiedProperties", "displayName"
        ),
        "properties.targetResources.type": event.deep_get("properties", "targetResources", "type"),
    }
