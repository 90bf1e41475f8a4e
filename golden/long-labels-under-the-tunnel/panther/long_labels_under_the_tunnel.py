# long-labels-under-the-tunnel
# Translation: broader: event.category is ECS's classification of the event, which the target's logs do not bear, so it is not asked for.; host.os.type is ECS's classification of the event, which the target's logs do not bear, so it is not asked for.
import re

NAME_PATTERN = re.compile(r"^[a-z0-9]{20,}\.")


def rule(event):
    protocol = event.deep_get("network", "protocol", default="")
    name = event.deep_get("dns", "question", "name", default="").lower()
    name_text = event.deep_get("dns", "question", "name", default="")
    name_raw = event.deep_get("dns", "question", "name")
    return (
        protocol == "dns"
        and name.endswith(".rg-tunnel.example")
        and (name_raw is not None and len(name_text) > 40)
        and bool(NAME_PATTERN.search(name_text))
    )


def title(_):
    return "long-labels-under-the-tunnel"


def alert_context(event):
    return {
        "network.protocol": event.deep_get("network", "protocol"),
        "dns.question.name": event.deep_get("dns", "question", "name"),
    }
