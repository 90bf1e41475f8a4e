# Doors Tried Within A Minute
# Source: splunk rule e75e114f-8c18-8dea-9c21-1d98b4ab0472
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(_):
    return "Doors Tried Within A Minute"


def alert_context(event):
    return event.to_dict()
