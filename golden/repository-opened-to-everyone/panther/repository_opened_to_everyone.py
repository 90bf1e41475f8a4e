# Repository Of The Ledger Opened To Everyone
# Source: elastic rule 1854d38f-ef71-4e69-a75a-39420c7b54e1
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re

ACTOR_PATTERN = re.compile(r"^release-[a-z]+\Z")


def rule(event):
    action = event.deep_get("action", default="")
    repo = str(event.deep_get("repo", default=""))
    visibility = event.get("visibility")
    visibility_text = str(event.deep_get("visibility", default=""))
    actor = event.deep_get("actor", default="")
    return (
        action == "repo.access"
        and (repo == "corp/ledger" or repo.startswith("corp/ledger-"))
        and visibility is not None
        and visibility_text != "private"
        and not ACTOR_PATTERN.search(actor)
    )


def title(event):
    actor = event.deep_get("actor", default="<unknown>")
    return f"Repository Of The Ledger Opened To Everyone [{actor}]"


def alert_context(event):
    return {
        "action": event.deep_get("action"),
        "repo": event.deep_get("repo"),
        "visibility": event.deep_get("visibility"),
        "actor": event.deep_get("actor"),
    }
