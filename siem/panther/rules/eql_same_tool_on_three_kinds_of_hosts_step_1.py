# Same Tool On Three Kinds Of Hosts
# Source: elastic rule 729966ab-2f06-5c98-a62f-cf374c42c6b7
# Author: ruleglot
# Licence: Apache-2.0
# Translation: narrower: The rule looks at events of category process of more types; its data source
#   here is of one kind (Any system: process creation).
def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    type_value = str(event.deep_get("host", "type", default=""))
    exists = str(event.deep_get("process", "code_signature", "exists", default="")).lower()
    sha256_hash_data = event.deep_get("event", "SHA256HashData")
    return (
        fdr_event_type == "processrollup2"
        and type_value == "till"
        and exists == "false"
        and sha256_hash_data is not None
    )


def correlation_key(event):
    sha256_hash_data = str(event.deep_get("event", "SHA256HashData", default=""))
    return sha256_hash_data


def title(_):
    return "Same Tool On Three Kinds Of Hosts"


def alert_context(event):
    return {
        "correlation_key": correlation_key(event),
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "host.type": event.deep_get("host", "type"),
        "process.code_signature.exists": event.deep_get("process", "code_signature", "exists"),
        "event.SHA256HashData": event.deep_get("event", "SHA256HashData"),
    }
