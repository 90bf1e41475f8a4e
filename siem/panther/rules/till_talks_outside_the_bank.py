# Till Talks Outside The Bank
# Source: sigma rule f5fb443f-e312-423a-98b4-8612360a41ca
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from ipaddress import ip_address, ip_network

SOURCE_IP_NETWORKS = (ip_network("10.8.0.0/16"), ip_network("2001:db8:8::/48"))

DESTINATION_IP_NETWORKS = (
    ip_network("10.0.0.0/8"),
    ip_network("198.51.100.0/25"),
    ip_network("fd00::/8"),
)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def rule(event):
    channel = str(event.deep_get("Channel", default="")).lower()
    event_id = event.get("EventID")
    image = event.deep_get("ExtraEventData", "Image", default="").lower()
    initiated = str(event.deep_get("ExtraEventData", "Initiated", default="")).lower()
    source_ip = event.deep_get("ExtraEventData", "SourceIp")
    destination_ip = event.deep_get("ExtraEventData", "DestinationIp")
    destination_port = event.deep_get("ExtraEventData", "DestinationPort")
    return (
        channel == "microsoft-windows-sysmon/operational"
        and event_id in (3, "3")
        and image.endswith(r"\pos.exe")
        and initiated == "true"
        and in_networks(source_ip, SOURCE_IP_NETWORKS)
        and not (
            in_networks(destination_ip, DESTINATION_IP_NETWORKS) or destination_port in (53, "53")
        )
    )


def title(_):
    return "Till Talks Outside The Bank"


def alert_context(event):
    return {
        "Channel": event.deep_get("Channel"),
        "EventID": event.deep_get("EventID"),
        "ExtraEventData.Image": event.deep_get("ExtraEventData", "Image"),
        "ExtraEventData.Initiated": event.deep_get("ExtraEventData", "Initiated"),
        "ExtraEventData.SourceIp": event.deep_get("ExtraEventData", "SourceIp"),
        "ExtraEventData.DestinationIp": event.deep_get("ExtraEventData", "DestinationIp"),
        "ExtraEventData.DestinationPort": event.deep_get("ExtraEventData", "DestinationPort"),
    }
