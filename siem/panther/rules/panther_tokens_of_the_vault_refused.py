# Tokens Of The Vault Refused
# Source: panther rule Custom.Vault.TokensRefused
# Translation: exact
def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def rule(event):
    method = event.get("method")
    path = str(event.deep_get("path", default=""))
    status = event.get("status")
    return (
        method is not None
        and (
            (
                path.startswith("/v1/auth/token")
                and number(status) is not None
                and number(status) >= 400
                and status not in (404, "404")
            )
            or (
                not path.startswith("/v1/auth/token")
                and path.startswith("/v1/sys/seal")
                and number(status) is not None
                and number(status) >= 400
                and status not in (404, "404")
            )
            or not (
                path.startswith("/v1/sys/seal")
                and number(status) is not None
                and number(status) >= 400
                and status not in (404, "404")
            )
        )
        and number(status) is not None
        and number(status) >= 400
        and status not in (404, "404")
        and path.startswith(("/v1/auth/token", "/v1/sys/seal"))
    )


def title(_):
    return "Tokens Of The Vault Refused"


def alert_context(event):
    return {
        "method": event.deep_get("method"),
        "path": event.deep_get("path"),
        "status": event.deep_get("status"),
    }
