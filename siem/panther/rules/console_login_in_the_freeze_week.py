# Console Login In The Freeze Week
# Source: sigma rule dc670b87-4687-4f07-b1b0-8317bffccb84
# Author: ruleglot
# Licence: Apache-2.0
# Translation: different: nothing shows that it means the same, beyond the proof: expression
#   {"kind":"call","function":"hour","arguments":[{"kind":"field","name":"eventTime"}]}
from datetime import datetime, timezone


def date_part(value, part):
    try:
        time = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    time = time.astimezone(timezone.utc) if time.tzinfo else time
    return time.isocalendar().week if part == "week" else getattr(time, part)


def rule(event):
    event_name = event.deep_get("eventName", default="").lower()
    event_time = event.get("eventTime")
    return (
        event_name == "consolelogin"
        and date_part(event_time, "hour") is not None
        and date_part(event_time, "hour") >= 1
        and date_part(event_time, "hour") < 5
        and date_part(event_time, "year") is not None
        and date_part(event_time, "year") == 2026
        and date_part(event_time, "month") is not None
        and date_part(event_time, "month") == 11
        and date_part(event_time, "week") is not None
        and date_part(event_time, "week") == 47
        and date_part(event_time, "day") is not None
        and date_part(event_time, "day") > 15
        and not (
            date_part(event_time, "minute") is not None
            and date_part(event_time, "minute") in (0, 30)
        )
    )


def title(_):
    return "Console Login In The Freeze Week"


def alert_context(event):
    return {
        "eventName": event.deep_get("eventName"),
        "eventTime": event.deep_get("eventTime"),
    }
