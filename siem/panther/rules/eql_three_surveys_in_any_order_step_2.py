# Three Surveys In Any Order
# Source: elastic rule 871bf460-253e-5094-9b3f-679062a6043e
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: The rule looks at events of category process of more types; its data source
#   here is of one kind (Any system: process creation).
def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    image_file_name = event.deep_get("event", "ImageFileName", default="")
    aid = event.get("aid")
    return (
        fdr_event_type == "processrollup2"
        and (image_file_name == "ifconfig" or image_file_name.endswith((r"\ifconfig", "/ifconfig")))
        and aid is not None
    )


def correlation_key(event):
    aid = str(event.deep_get("aid", default=""))
    return aid


def title(_):
    return "Three Surveys In Any Order"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event.ImageFileName": event.deep_get("event", "ImageFileName"),
        "aid": event.deep_get("aid"),
    }
