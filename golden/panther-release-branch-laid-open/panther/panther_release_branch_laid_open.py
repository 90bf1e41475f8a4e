# Release Branch Laid Open
# Source: panther rule GitHub.Audit.ReleaseBranchLaidOpen
# Translation: exact
import re

ACTION_VALUES = ("protected_branch.destroy", "protected_branch.policy_override")

NAME_PATTERN = re.compile(r"^^release/[0-9]{4}\.[0-9]+$")


def rule(event):
    action = event.deep_get("action", default="")
    actor = event.deep_get("actor", default="")
    repo = str(event.deep_get("repo", default=""))
    name = event.deep_get("name", default="")
    return (
        action in ACTION_VALUES
        and actor not in ("ledger-robot", "ledger-sweeper")
        and repo.startswith("bank/ledger-")
        and bool(NAME_PATTERN.search(name))
    )


def title(event):
    return f"Release Branch Laid Open [{event.deep_get('actor', default='<unknown>')}]"


def alert_context(event):
    return {
        "action": event.deep_get("action"),
        "actor": event.deep_get("actor"),
        "repo": event.deep_get("repo"),
        "name": event.deep_get("name"),
    }
