# Clerk Whose Name Is Not To Be Read
# Source: elastic rule 58dae6aa-9993-558f-b246-5594b361b722
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(_):
    # What the query finds is what is looked for
    return True


def title(event):
    return f"Clerk Whose Name Is Not To Be Read: {event.get('clerk_name')}"


def dedup(event):
    return str(event.get("clerk_name"))


def alert_context(event):
    return event.to_dict()
