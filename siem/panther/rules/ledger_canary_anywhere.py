# ledger-canary-anywhere
# Source: elastic rule ac5c05d7-43fb-868e-a29e-882b2a3754a6
# Translation: exact
def texts(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif value is not None:
        yield str(value)


def rule(event):
    dataset = str(event.deep_get("data_stream", "dataset", default=""))
    return (
        dataset == "system.auth"
        and any(text == "canary-7731" for text in texts(event.to_dict()))
        and not (
            any(text == "probe-7731" for text in texts(event.to_dict()))
            or any(text == "health check" for text in texts(event.to_dict()))
        )
    )


def title(_):
    return "ledger-canary-anywhere"


def alert_context(event):
    return {
        "data_stream.dataset": event.deep_get("data_stream", "dataset"),
    }
