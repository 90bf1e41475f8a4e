import re

RELEASE = re.compile(r"^release/[0-9]{4}\.[0-9]+$")
LEDGER = "bank/ledger-"
ROBOTS = {f"ledger-{kind}" for kind in ("robot", "sweeper")}
ACTIONS = {"protected_branch.destroy": "gone", "protected_branch.policy_override": "passed over"}


def of_robot(event):
    return event.get("actor", "") in ROBOTS


def rule(event):
    if event.get("action", "") not in ACTIONS.keys():
        return False
    if of_robot(event):
        return False
    repository = event.get("repo", "<UNKNOWN>")
    return repository.startswith(LEDGER) and bool(RELEASE.match(event.get("name", "")))


def title(event):
    return f"The protection of {event.get('repo')} is {ACTIONS.get(event.get('action'), 'changed')}"
