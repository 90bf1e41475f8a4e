# Tokens Of The Vault Refused
# Source: panther rule Custom.Vault.TokensRefused
# Translation: exact
def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def rule(event):
    path = str(event.deep_get("path", default=""))
    status = event.get("status")
    method = event.get("method")
    return (
        (
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
        )
        and method is not None
    )


def title(_):
    return "Tokens Of The Vault Refused"


def alert_context(event):
    return {
        "path": event.deep_get("path"),
        "status": event.deep_get("status"),
        "method": event.deep_get("method"),
    }
