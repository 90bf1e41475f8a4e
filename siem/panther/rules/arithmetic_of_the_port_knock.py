# Arithmetic Of The Port Knock
# Source: elastic rule 8f388c21-07df-428c-bf8b-55fc22b30dad
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re
from ipaddress import ip_address, ip_network
from math import fmod

REMOTE_ADDRESS_IP4_NETWORKS = (ip_network("203.0.113.0/24"), ip_network("2001:db8:7::/48"))


def any_number(value):
    return number_from(str(value), 16) if str(value).lower().startswith("0x") else number(value)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def number_from(value, base):
    try:
        return None if re.search(r"[_\s]", value) else int(value, base)
    except ValueError:
        return None


def rule(event):
    fdr_event_type = str(event.deep_get("fdr_event_type", default="")).lower()
    event_platform = str(event.deep_get("event_platform", default="")).lower()
    remote_address_ip4 = event.deep_get("event", "RemoteAddressIP4")
    remote_port = event.deep_get("event", "RemotePort")
    local_port = event.deep_get("event", "LocalPort")
    args_count = event.deep_get("process", "args_count")
    pid = event.deep_get("process", "pid")
    title_value = str(event.deep_get("process", "title", default=""))
    title_value_raw = event.deep_get("process", "title")
    pid_text = str(event.deep_get("process", "pid", default=""))
    return (
        fdr_event_type == "networkconnectip4"
        and event_platform == "lin"
        and in_networks(remote_address_ip4, REMOTE_ADDRESS_IP4_NETWORKS)
        and number(remote_port) is not None
        and fmod(number(remote_port), 10) == 0
        and ((number(remote_port) - fmod(number(remote_port), 10)) / 10) >= 800
        and fmod(number(remote_port), 3) == 0
        and (number(remote_port) + 32000) == 40010
        and number(local_port) is not None
        and (number(local_port) - 32000) == 8010
        and (number(local_port) - 10) >= 40000
        and number(args_count) is not None
        and (number(args_count) * 2) <= 6
        and (number(args_count) * 2) > 1
        and ((number(remote_port) - fmod(number(remote_port), 2)) / 2) < 10000
        and not (number(pid) is not None and (number(pid) + 1) == 0)
        and title_value_raw is not None
        and number_from(title_value, 16) is not None
        and number_from(title_value, 16) == 8010
        and any_number(pid_text) is not None
        and any_number(pid_text) == 420
    )


def title(_):
    return "Arithmetic Of The Port Knock"


def alert_context(event):
    return {
        "fdr_event_type": event.deep_get("fdr_event_type"),
        "event_platform": event.deep_get("event_platform"),
        "event.RemoteAddressIP4": event.deep_get("event", "RemoteAddressIP4"),
        "event.RemotePort": event.deep_get("event", "RemotePort"),
        "event.LocalPort": event.deep_get("event", "LocalPort"),
        "process.args_count": event.deep_get("process", "args_count"),
        "process.pid": event.deep_get("process", "pid"),
        "process.title": event.deep_get("process", "title"),
    }
