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
  moment: {
    imports: ['from datetime import datetime, timezone'],
    code: `def moment(value):
    try:
        time = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    return time.astimezone(timezone.utc) if time.tzinfo else time.replace(tzinfo=timezone.utc)`,
  },
  seconds_between: {
    imports: [],
    code: `def seconds_between(start, end):
    first, last = moment(start), moment(end)
    return None if first is None or last is None else (last - first).total_seconds()`,
  },
  only: {
    imports: [],
    code: `def only(found):
    return found[0] if len({str(each) for each in found}) == 1 else None`,
  },
  between: {
    imports: [],
    code: `def between(value, left, right, greedy=False, fold=False):
    if not (value and left and right):
        return value
    searched = value.lower() if fold else value
    left, right = (left.lower(), right.lower()) if fold else (left, right)
    start = searched.find(left)
    if start < 0:
        return ""
    start += len(left)
    end = searched.rfind(right) if greedy else searched.find(right, start)
    return value[start:end] if end >= start else ""`,
  },
  directory_name: {
    imports: [],
    code: `def directory_name(path):
    end = max(path.rfind("/"), path.rfind("\\\\"))
    return path[:end] if end >= 0 else None`,
  },
  extension: {
    imports: ['import re'],
    code: `def extension(path):
    name = re.split(r"[\\\\/]", path)[-1]
    dot = name.rfind(".")
    return name[dot + 1 :] if dot > 0 else None`,
  },
  decode_base64: {
    imports: ['import base64', 'import re'],
    code: `def decode_base64(value):
    if not re.fullmatch(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?={0,2}", value):
        return None
    return base64.b64decode(value.rstrip("=") + "==").decode("utf-8", "replace")`,
  },
  decode_url: {
    imports: ['import re', 'from urllib.parse import unquote_plus'],
    code: `def decode_url(value):
    return None if re.search("%(?![0-9A-Fa-f]{2})", value) else unquote_plus(value)`,
  },
  json_value: {
    imports: ['import json'],
    code: `def json_value(value, *path):
    try:
        found = json.loads(value)
    except ValueError:
        return None
    for key in path:
        if isinstance(found, dict):
            found = found.get(key)
        elif isinstance(found, list) and key.isdigit() and int(key) < len(found):
            found = found[int(key)]
        else:
            return None
    if found is None or isinstance(found, str):
        return found
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False)`,
  },
  round_half_up: {
    imports: ['import math'],
    code: `def round_half_up(value):
    return math.copysign(math.floor(abs(value) + 0.5), value)`,
  },
  number_from: {
    imports: ['import re'],
    code: `def number_from(value, base):
    try:
        return None if re.search(r"[_\\s]", value) else int(value, base)
    except ValueError:
        return None`,
  },
  any_number: {
    imports: [],
    code: `def any_number(value):
    return number_from(str(value), 16) if str(value).lower().startswith("0x") else number(value)`,
  },
  number_text: {
    imports: [],
    code: `def number_text(value):
    return str(int(value)) if value == int(value) else repr(value)`,
  },
  metres_between: {
    imports: ['import math'],
    code: `def metres_between(longitude, latitude, other_longitude, other_latitude):
    return 12742017.5428 * math.asin(
        math.sqrt(
            math.pow(math.sin((other_latitude - latitude) * ${Math.PI / 360}), 2)
            + math.cos(latitude * ${Math.PI / 180})
            * math.cos(other_latitude * ${Math.PI / 180})
            * math.pow(math.sin((other_longitude - longitude) * ${Math.PI / 360}), 2)
        )
    )`,
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
