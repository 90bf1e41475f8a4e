# Branch Of The Ledger Unprotected
# Source: sigma rule 1a33f9d0-1a5a-45e8-8515-5396035f8ae7
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
ACTION_VALUES = ("protected_branch.destroy", "protected_branch.policy_override")


def rule(event):
    action = event.deep_get("action", default="").lower()
    repo = str(event.deep_get("repo", default="")).lower()
    public_repo = str(event.deep_get("public_repo", default="")).lower()
    actor = event.deep_get("actor", default="").lower()
    return (
        action in ACTION_VALUES
        and repo.startswith("corp/ledger")
        and public_repo == "false"
        and not actor.endswith("[bot]")
    )


def title(event):
    return f"Branch Of The Ledger Unprotected [{event.deep_get('actor', default='<unknown>')}]"


def alert_context(event):
    return {
        "action": event.deep_get("action"),
        "repo": event.deep_get("repo"),
        "public_repo": event.deep_get("public_repo"),
        "actor": event.deep_get("actor"),
    }
