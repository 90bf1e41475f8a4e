import type { Support } from './scope.ts';

/** A function of the module, with the imports that it needs. */
interface SupportFunction {
  readonly imports: readonly string[];
  readonly code: string;
}

/** Small functions that a rule carries with it when it needs them, so that it imports nothing of anybody's own. */
export const supportFunctions: Readonly<Record<Support, SupportFunction>> = {
  values: {
    imports: ['from collections.abc import Sequence'],
    code: `def values(event, *path):
    found = event.deep_walk(*path, default=[])
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]`,
  },
  number: {
    imports: [],
    code: `def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None`,
  },
  in_networks: {
    imports: ['from ipaddress import ip_address, ip_network'],
    code: `def in_networks(address, networks):
    try:
        ip = ip_address(str(address))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any(ip in network or (mapped and mapped in network) for network in networks)`,
  },
  texts: {
    imports: [],
    code: `def texts(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif value is not None:
        yield str(value)`,
  },
  date_part: {
    imports: ['from datetime import datetime, timezone'],
    code: `def date_part(value, part):
    try:
        time = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    time = time.astimezone(timezone.utc) if time.tzinfo else time
    return time.isocalendar().week if part == "week" else getattr(time, part)`,
  },
};
