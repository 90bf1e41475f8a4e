# Rates Robot Signs In By Hand
# Source: elastic rule 877ee6ef-14bf-4128-9c91-2eee1a9ef06f
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    principal_email = event.deep_get(
        "protoPayload", "authenticationInfo", "principalEmail", default=""
    ).lower()
    caller_supplied_user_agent = event.deep_get(
        "protoPayload", "requestMetadata", "callerSuppliedUserAgent", default=""
    )
    code = event.deep_get("protoPayload", "status", "code")
    code_lower = str(event.deep_get("protoPayload", "status", "code", default="")).lower()
    return (
        principal_email.startswith("rates-robot@")
        and caller_supplied_user_agent.startswith("Mozilla/")
        and (code is None or code_lower == "0")
    )


def title(event):
    principal_email = event.deep_get(
        "protoPayload", "authenticationInfo", "principalEmail", default="<unknown>"
    )
    return f"Rates Robot Signs In By Hand [{principal_email}]"


def alert_context(event):
    return {
        "protoPayload.authenticationInfo.principalEmail": event.deep_get(
            "protoPayload", "authenticationInfo", "principalEmail"
        ),
        "protoPayload.requestMetadata.callerSuppliedUserAgent": event.deep_get(
            "protoPayload", "requestMetadata", "callerSuppliedUserAgent"
        ),
        "protoPayload.status.code": event.deep_get("protoPayload", "status", "code"),
    }
