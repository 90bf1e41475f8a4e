# Till Flows To Strangers
# Source: panther rule AWS.VPCFlow.TillFlowsToStrangers
# Translation: exact
from ipaddress import ip_address, ip_network

DST_ADDR_NETWORKS = (ip_network("0.0.0.0/0"), ip_network("::/0"))

DST_PORT_NUMBERS = (22, "22", 3389, "3389", 5985, "5985")

DST_ADDR_NETWORKS_2 = (ip_network("10.20.0.0/16"),)

DST_ADDR_NETWORKS_3 = (ip_network("192.0.2.0/24"),)


def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)


def rule(event):
    flow_direction = str(event.deep_get("flowDirection", default=""))
    action = event.deep_get("action", default="")
    dst_addr = event.get("dstAddr")
    dst_port = event.get("dstPort")
    dst_addr_text = str(event.deep_get("dstAddr", default=""))
    return (
        (
            flow_direction != "egress"
            or action == "REJECT"
            or in_networks(dst_addr, DST_ADDR_NETWORKS)
        )
        and not (flow_direction != "egress" or action == "REJECT")
        and dst_port in DST_PORT_NUMBERS
        and not (
            ":" not in dst_addr_text
            and (
                in_networks(dst_addr, DST_ADDR_NETWORKS_2)
                or in_networks(dst_addr, DST_ADDR_NETWORKS_3)
            )
        )
    )


def title(_):
    return "Till Flows To Strangers"


def alert_context(event):
    return {
        "flowDirection": event.deep_get("flowDirection"),
        "action": event.deep_get("action"),
        "dstAddr": event.deep_get("dstAddr"),
        "dstPort": event.deep_get("dstPort"),
    }
