# Ledger Role Given Away
# Source: panther rule AWS.CloudTrail.LedgerRoleGivenAway
# Translation: exact
EVENT_NAME_VALUES = ("AttachRolePolicy", "PutRolePolicy", "UpdateAssumeRolePolicy")


def rule(event):
    error_code = event.get("errorCode")
    error_code_lower = str(event.deep_get("errorCode", default="")).lower()
    error_message = event.get("errorMessage")
    error_message_lower = str(event.deep_get("errorMessage", default="")).lower()
    recipient_account_id = str(event.deep_get("recipientAccountId", default=""))
    arn = event.deep_get("userIdentity", "sessionContext", "sessionIssuer", "arn", default="")
    event_name = event.deep_get("eventName", default="")
    role_name = str(event.deep_get("requestParameters", "roleName", default=""))
    return (
        not (
            (
                error_code is not None
                and not (str(error_code) == "0" or error_code_lower == "false" or error_code == "")
            )
            or (
                error_message is not None
                and not (
                    str(error_message) == "0"
                    or error_message_lower == "false"
                    or error_message == ""
                )
            )
            or recipient_account_id not in ("111122223333", "444455556666")
        )
        and arn != "arn:aws:iam::111122223333:role/ledger-pipeline"
        and event_name in EVENT_NAME_VALUES
        and role_name.startswith("ledger-")
    )


def dedup(event):
    role_name = str(event.deep_get("requestParameters", "roleName", default=""))
    return role_name


def title(event):
    arn = event.deep_get(
        "userIdentity", "sessionContext", "sessionIssuer", "arn", default="<unknown>"
    )
    return f"Ledger Role Given Away [{arn}]"


def alert_context(event):
    return {
        "errorCode": event.deep_get("errorCode"),
        "errorMessage": event.deep_get("errorMessage"),
        "recipientAccountId": event.deep_get("recipientAccountId"),
        "userIdentity.sessionContext.sessionIssuer.arn": event.deep_get(
            "userIdentity", "sessionContext", "sessionIssuer", "arn"
        ),
        "eventName": event.deep_get("eventName"),
        "requestParameters.roleName": event.deep_get("requestParameters", "roleName"),
        "awsRegion": event.deep_get("awsRegion"),
    }
