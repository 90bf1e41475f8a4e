# Survey Of A New Host
# Source: sigma rule 84dba36f-66c9-57d2-ad16-3cb452fa5eaf
# Author: ruleglot
# Licence: Apache-2.0
# Translation: broader: A correlation rule looks at what each of its runs looks back on: the window and the 5 minutes between two runs, so that no window is cut, and matches further apart are counted together.
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    computer = event.get("Computer")
    user = event.deep_get("ExtraEventData", "User")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and str(event_id) == "1"
        and image.endswith(r"\nltest.exe")
        and computer is not None
        and user is not None
    )


def correlation_key(event):
    computer = event.deep_get("Computer", default="")
    user = str(event.deep_get("ExtraEventData", "User", default=""))
    return "|".join((computer, user))


def title(event):
    return f"Survey Of A New Host [{event.deep_get('ExtraEventData', 'User', default='<unknown>')}]"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "Computer": event.deep_get("Computer"),
        "ExtraEventData.User": event.deep_get("ExtraEventData", "User"),
    }
