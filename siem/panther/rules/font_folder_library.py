# Library Loaded From A Font Folder
# Source: sigma rule 81925513-abdb-4f83-aa9c-986cb4096d92
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    image_loaded = event.deep_get("ExtraEventData", "ImageLoaded", default="").lower()
    signed = event.deep_get("ExtraEventData", "Signed")
    product = event.deep_get("ExtraEventData", "Product")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (7, "7")
        and image.endswith(r"\svchost.exe")
        and "\\fonts\\" in image_loaded
        and signed is not None
        and product is None
    )


def title(_):
    return "Library Loaded From A Font Folder"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.ImageLoaded": event.deep_get("ExtraEventData", "ImageLoaded"),
        "ExtraEventData.Signed": event.deep_get("ExtraEventData", "Signed"),
        "ExtraEventData.Product": event.deep_get("ExtraEventData", "Product"),
    }
