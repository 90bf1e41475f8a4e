# Key For The Ledger Service Account
# Source: sigma rule b4354ecf-41db-4450-bb8e-e0c53e0037b6
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re

PRINCIPAL_EMAIL_PATTERN = re.compile(r"^rotate-[a-z]+@ledger\.iam\.gserviceaccount\.com$")


def rule(event):
    method_name = event.deep_get("protoPayload", "methodName", default="").lower()
    resource_name = event.deep_get("protoPayload", "resourceName", default="").lower()
    code = event.deep_get("protoPayload", "status", "code")
    principal_email = event.deep_get(
        "protoPayload", "authenticationInfo", "principalEmail", default=""
    )
    return (
        method_name.endswith("createserviceaccountkey")
        and "/ledger-sync@" in resource_name
        and code is None
        and not PRINCIPAL_EMAIL_PATTERN.search(principal_email)
    )


def title(event):
    principal_email = event.deep_get(
        "protoPayload", "authenticationInfo", "principalEmail", default="<unknown>"
    )
    return f"Key For The Ledger Service Account [{principal_email}]"


def alert_context(event):
    return {
        "protoPayload.methodName": event.deep_get("protoPayload", "methodName"),
        "protoPayload.resourceName": event.deep_get("protoPayload", "resourceName"),
        "protoPayload.status.code": event.deep_get("protoPayload", "status", "code"),
        "protoPayload.authenticationInfo.principalEmail": event.deep_get(
            "protoPayload", "authenticationInfo", "principalEmail"
        ),
    }
