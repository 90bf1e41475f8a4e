# Doors Tried Within A Minute
# Source: splunk rule d9a81e10-7cb3-844a-886c-dfd3a9340d6f
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(_):
    return "Doors Tried Within A Minute"


def alert_context(event):
    return event.to_dict()
