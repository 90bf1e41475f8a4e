# Command Line Sign-In With One Factor
# Source: sigma rule 821285ce-833f-4969-ba0b-8ad9e0d88d7c
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
from ipaddress import ip_address, ip_network

CATEGORY_VALUES = (
    "signinlogs",
    "noninteractiveusersigninlogs",
    "serviceprincipalsigninlogs",
    "managedidentitysigninlogs",
)

CALLER_IP_ADDRESS_NETWORKS = (ip_network("198.51.100.0/24"),)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def rule(event):
    category = str(event.deep_get("category", default="")).lower()
    app_display_name = event.deep_get("properties", "appDisplayName", default="").lower()
    authentication_requirement = str(
        event.deep_get("properties", "authenticationRequirement", default="")
    ).lower()
    result_type = event.get("resultType")
    trust_type = event.deep_get("properties", "deviceDetail", "trustType")
    caller_ip_address = event.get("callerIpAddress")
    return (
        category in CATEGORY_VALUES
        and app_display_name in ("azure cli", "azure active directory powershell")
        and authentication_requirement == "singlefactorauthentication"
        and str(result_type) == "0"
        and trust_type == ""
        and not in_networks(caller_ip_address, CALLER_IP_ADDRESS_NETWORKS)
    )


def title(_):
    return "Command Line Sign-In With One Factor"


def alert_context(event):
    return {
        "category": event.deep_get("category"),
        "properties.appDisplayName": event.deep_get("properties", "appDisplayName"),
        "properties.authenticationRequirement": event.deep_get(
            "properties", "authenticationRequirement"
        ),
        "resultType": event.deep_get("resultType"),
        "properties.deviceDetail.trustType": event.deep_get(
            "properties", "deviceDetail", "trustType"
        ),
        "callerIpAddress": event.deep_get("callerIpAddress"),
    }
