from ipaddress import ip_address, ip_network

BANK = [ip_network("10.20.0.0/16"), ip_network("192.0.2.0/24")]
PORTS = {22, 3389, 5985}


def rule(event):
    if event.get("flowDirection") != "egress" or event.get("action") == "REJECT":
        return False
    if event.get("dstPort") not in PORTS:
        return False
    address = ip_address(event.get("dstAddr"))
    return not any(address in network for network in BANK)


def title(event):
    return f"A till talks to [{event.get('dstAddr')}]"
