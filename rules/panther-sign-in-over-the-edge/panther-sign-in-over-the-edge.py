import ipaddress
from fnmatch import fnmatch

BANK = [ipaddress.ip_network(each) for each in ("198.51.100.0/24", "2001:db8:5::/48")]
NIGHT_ROBOTS = ["night-*", "backup-?"]


def within_bank(address):
    try:
        return any(ipaddress.ip_address(address) in network for network in BANK)
    except ValueError:
        return False


def rule(event):
    actor = event.udm("actor_user", default="")
    if event.get("outcome", "").lower() != "success" or not actor:
        return False
    if any(fnmatch(actor, robot) for robot in NIGHT_ROBOTS):
        return False
    return not within_bank(event.udm("source_ip"))


def title(event):
    return f"{event.udm('actor_user')} signed in over the edge from {event.udm('source_ip')}"
