# Doors Tried Within A Minute
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(_):
    return "Doors Tried Within A Minute"


def alert_context(event):
    return event.to_dict()
