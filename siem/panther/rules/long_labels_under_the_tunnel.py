# long-labels-under-the-tunnel
# Source: elastic rule 808e5806-c65b-840f-8672-b8001b26e201
# Translation: exact
import re

QUERY_NAME_PATTERN = re.compile(r"^[a-z0-9]{20,}\.")


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    query_name = event.deep_get("ExtraEventData", "QueryName", default="").lower()
    query_name_text = event.deep_get("ExtraEventData", "QueryName", default="")
    query_name_raw = event.deep_get("ExtraEventData", "QueryName")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (22, "22")
        and query_name.endswith(".rg-tunnel.example")
        and query_name_raw is not None
        and len(query_name_text) > 40
        and bool(QUERY_NAME_PATTERN.search(query_name_text))
    )


def title(_):
    return "long-labels-under-the-tunnel"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.QueryName": event.deep_get("ExtraEventData", "QueryName"),
    }
