# Till Archive Closed
# Source: panther rule GitHub.Audit.TillArchiveClosed
# Translation: exact
def rule(event):
    action = event.deep_get("action", default="")
    repo = str(event.deep_get("repo", default="")).lower()
    actor = event.deep_get("actor", default="")
    programmatic_access_type = event.get("programmatic_access_type")
    return (
        action in ("repo.archived", "repo.destroy")
        and repo.startswith("bank/till-")
        and (
            not actor.endswith("-keeper")
            or not (programmatic_access_type is None or programmatic_access_type == "")
        )
    )


def title(event):
    return f"Till Archive Closed [{event.deep_get('actor', default='<unknown>')}]"


def alert_context(event):
    return {
        "action": event.deep_get("action"),
        "repo": event.deep_get("repo"),
        "actor": event.deep_get("actor"),
        "programmatic_access_type": event.deep_get("programmatic_access_type"),
    }
