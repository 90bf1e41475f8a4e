def get_actor(event):
    if event.get("kind") == "robot":
        return event.deep_get("robot", "name")
    return event.get("person")
