def rule(event):
    status = event.get("status", 0)
    refused = isinstance(status, (int, float)) and status >= 400 and status != 404
    for path in ("/v1/auth/token", "/v1/sys/seal"):
        if event.get("path", "").startswith(path) and refused:
            return event.get("method") is not None
    return False


def title(_):
    return "Tokens of the vault are refused"
