# Service With The Name Of The Implant
# Source: sigma rule 72dd0239-2f4c-4793-9e1a-71ac05af5ac7
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    provider_name = event.deep_get("ProviderName", default="").lower()
    event_id = event.get("EventID")
    service_name = str(event.deep_get("ExtraEventData", "ServiceName", default=""))
    image_path = str(event.deep_get("ExtraEventData", "ImagePath", default=""))
    account_name = str(event.deep_get("ExtraEventData", "AccountName", default=""))
    return (
        channel == "system"
        and provider_name == "service control manager"
        and event_id in (7045, "7045")
        and (
            service_name == "WinUpdSvc"
            or any(part in image_path for part in ("\\WinUpdSvc\\", "\\winupdsvc32\\"))
        )
        and account_name.startswith("Local")
        and image_path.endswith(".exe")
    )


def title(_):
    return "Service With The Name Of The Implant"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "ProviderName": event.deep_get("ProviderName"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.ServiceName": event.deep_get("ExtraEventData", "ServiceName"),
        "ExtraEventData.ImagePath": event.deep_get("ExtraEventData", "ImagePath"),
        "ExtraEventData.AccountName": event.deep_get("ExtraEventData", "AccountName"),
    }
