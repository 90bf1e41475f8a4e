# Directory Survey In A Module Log
# Source: sigma rule 31447992-0e37-4581-93f9-edb5cbe91c71
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    payload = str(event.deep_get("ExtraEventData", "Payload", default="")).lower()
    context_info = event.deep_get("ExtraEventData", "ContextInfo", default="").lower()
    return (
        channel == "microsoft-windows-powershell/operational"
        and event_id in (4103, "4103")
        and (
            ("get-aduser" in payload and "svcprincipal" in payload)
            or ("get-aduser" in payload and "get-adtrust" in payload)
            or ("svcprincipal" in payload and "get-adtrust" in payload)
        )
        and any(part in context_info for part in ("host name = consolehost", "serverremotehost"))
        and r"user = corp\svc-" not in context_info
        and (
            any(part in payload for part in ("get-aduser", "svcprincipal", "get-adtrust"))
            or any(part in context_info for part in ("host name = consolehost", "serverremotehost"))
        )
    )


def title(_):
    return "Directory Survey In A Module Log"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Payload": event.deep_get("ExtraEventData", "Payload"),
        "ExtraEventData.ContextInfo": event.deep_get("ExtraEventData", "ContextInfo"),
    }
