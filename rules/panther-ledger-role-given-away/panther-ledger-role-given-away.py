from ledger_cloud import of_ledger, succeeded

GIVING = {"AttachRolePolicy", "PutRolePolicy", "UpdateAssumeRolePolicy"}
PIPELINE = "arn:aws:iam::111122223333:role/ledger-pipeline"


def rule(event):
    if not succeeded(event) or not of_ledger(event):
        return False
    if event.deep_get("userIdentity", "sessionContext", "sessionIssuer", "arn") == PIPELINE:
        return False
    role = event.deep_get("requestParameters", "roleName", default="")
    return event.get("eventName") in GIVING and role.startswith("ledger-")


def title(event):
    role = event.deep_get("requestParameters", "roleName")
    return f"The role [{role}] of the ledger was given away"


def dedup(event):
    return event.deep_get("requestParameters", "roleName", default="no role")


def alert_context(event):
    return {"region": event.get("awsRegion"), "agent": event.get("userAgent")}
