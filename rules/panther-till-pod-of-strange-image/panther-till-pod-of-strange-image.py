OWN = ("registry.bank.example/", "mirror.bank.example/")


def rule(event):
    reference = event.get("objectRef", {})
    if event.get("verb") != "create" or reference.get("resource") != "pods":
        return False
    if reference.get("namespace") != "till":
        return False
    for container in event.deep_get("requestObject", "spec", "containers", default=[]):
        if not container.get("image", "").startswith(OWN):
            return True
    return False


def title(event):
    return f"A strange image among the tills of {event.deep_get('objectRef', 'namespace')}"
