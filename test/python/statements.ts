/** Modules that show one statement or form each, with an event that it matches and one that it does not. */
export interface Sample {
  readonly name: string;
  readonly module: string;
  readonly matches: Readonly<Record<string, unknown>>;
  readonly misses: Readonly<Record<string, unknown>>;
}

export const samples: readonly Sample[] = [
  {
    name: 'early returns',
    module: `
def rule(event):
    if event.get("a") != "x":
        return False
    if event.get("b") == "y":
        return True
    return event.get("c") == "z"
`,
    matches: { a: 'x', c: 'z' },
    misses: { a: 'q', b: 'y' },
  },
  {
    name: 'elif and else',
    module: `
def rule(event):
    if event.get("a") == "x":
        found = event.get("b") == "1"
    elif event.get("a") == "y":
        found = event.get("b") == "2"
    else:
        found = False
    return found
`,
    matches: { a: 'y', b: '2' },
    misses: { a: 'x', b: '2' },
  },
  {
    name: 'a body without a return gives None',
    module: `
def rule(event):
    if event.get("a") == "x":
        return True
`,
    matches: { a: 'x' },
    misses: { a: 'y' },
  },
  {
    name: 'what is true and no boolean is no alert',
    module: `
def rule(event):
    if event.get("a") == "x":
        return "yes"
    return event.get("a") == "y"
`,
    matches: { a: 'y' },
    misses: { a: 'x' },
  },
  {
    name: 'augmented assignment',
    module: `
def rule(event):
    text = event.deep_get("a", default="")
    text += "!"
    return text == "x!"
`,
    matches: { a: 'x' },
    misses: { a: 'x!' },
  },
  {
    name: 'tuple targets and several targets',
    module: `
def rule(event):
    (one, other), last = (event.get("a"), event.get("b")), "z"
    first = second = one
    return first == "x" and second == "x" and other == last
`,
    matches: { a: 'x', b: 'z' },
    misses: { a: 'x', b: 'x' },
  },
  {
    name: 'walrus',
    module: `
def rule(event):
    if (name := event.get("a")) and name.lower() == "x":
        return name != "X"
    return False
`,
    matches: { a: 'x' },
    misses: { a: 'X' },
  },
  {
    name: 'functions of the module, defaults, names, lambda',
    module: `
def lowered(event, *path, default=""):
    return event.deep_get(*path, default=default).lower()

is_x = lambda value: value == "x"

def rule(event):
    """A rule."""
    return is_x(lowered(event, "a", "b")) or lowered(event, "c", default="X") == "x"
`,
    matches: { a: { b: 'X' }, c: 'q' },
    misses: { a: { b: 'y' }, c: 'y' },
  },
  {
    name: 'an address behind a guard',
    module: `
from ipaddress import ip_address, ip_network

NETWORKS = tuple(ip_network(each) for each in ("10.0.0.0/8", "192.168.0.0/16"))

def address(value):
    try:
        return ip_address(value)
    except ValueError:
        return None

def rule(event):
    found = address(event.get("ip"))
    return found is not None and not any(found in network for network in NETWORKS)
`,
    matches: { ip: '8.8.8.8' },
    misses: { ip: '10.1.2.3' },
  },
  {
    name: 'an IPv4 address within an IPv6 one, taken out',
    module: `
from ipaddress import ip_address, ip_network

NET = ip_network("10.0.0.0/8")

def rule(event):
    try:
        found = ip_address(event.get("ip", ""))
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return found in NET
`,
    matches: { ip: '::ffff:10.0.0.1' },
    misses: { ip: '::1' },
  },
  {
    name: 'how often a text stands in another',
    module: `
def rule(event):
    host = event.get("host", "")
    return host.count(".") > 2 and not host.count("xx") and "a.b.c".count(".") == 2
`,
    matches: { host: 'a.b.c.d' },
    misses: { host: 'xx.b.c.d' },
  },
  {
    name: 'a list that is put in the place of what is missing',
    module: `
def rule(event):
    names = event.get("names") or []
    return len(names) > 0 and "a" in names
`,
    matches: { names: ['b', 'a'] },
    misses: { names: ['ab'] },
  },
  {
    name: 'what a text consists of',
    module: `
def rule(event):
    name = event.get("name", "")
    return name.isalnum() and not name.isalpha() and name[:1].isupper() and "A1".isupper()
`,
    matches: { name: 'Ab1' },
    misses: { name: 'ab1' },
  },
  {
    name: 'a text of blanks',
    module: `
def rule(event):
    return event.get("a", "").isspace() or event.get("b", "").islower() or not event.get("c", "").isascii()
`,
    matches: { a: ' \t', b: 'X', c: 'x' },
    misses: { a: '', b: '1', c: '' },
  },
  {
    name: 'the group of a match',
    module: `
import re

MAIL = re.compile(r"(?P<user>[^@]+)@(?P<domain>.+)", re.IGNORECASE)

def rule(event):
    found = MAIL.match(event.get("mail", ""))
    return bool(found) and found.group("domain") == "corp.com" and found[1] != "root"
`,
    matches: { mail: 'anna@corp.com' },
    misses: { mail: 'root@corp.com' },
  },
  {
    name: 'the first match of a search',
    module: `
import re

def rule(event):
    if found := re.search("[a-z]+", event.get("line", "")):
        return found.group() in ("cat", "dog")
    return False
`,
    matches: { line: '12 cat bird' },
    misses: { line: 'bird cat' },
  },
  {
    name: 'what is no number is what the rule is after',
    module: `
def rule(event):
    try:
        return int(event.get("port")) > 1024
    except (TypeError, ValueError):
        return event.get("kind") == "odd"
`,
    matches: { port: 'x', kind: 'odd' },
    misses: { port: '80', kind: 'odd' },
  },
  {
    name: 'a number behind a guard',
    module: `
def number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None

def rule(event):
    size = number(event.get("size"))
    return size is not None and size > 100
`,
    matches: { size: 101 },
    misses: { size: 100 },
  },
  {
    name: 'try with else and finally',
    module: `
def rule(event):
    result = False
    try:
        value = event["a"]
    except KeyError:
        return event.get("b") == "y"
    else:
        result = value == "x"
    finally:
        pass
    return result
`,
    matches: { b: 'y' },
    misses: { a: 'y', b: 'y' },
  },
  {
    name: 'raise',
    module: `
def rule(event):
    try:
        if event.get("a") == "x":
            raise ValueError("x")
    except LookupError:
        return True
    except ValueError:
        return event.get("b") == "y"
    return False
`,
    matches: { a: 'x', b: 'y' },
    misses: { a: 'x' },
  },
  {
    name: 'a loop over constants',
    module: `
WORDS = {"a": "x", "b": "y"}

def rule(event):
    for key, value in WORDS.items():
        if event.get(key) == "skip":
            continue
        if event.get(key) == "stop":
            break
        if event.get(key) == value:
            return True
    else:
        return event.get("c") == "z"
    return False
`,
    matches: { a: 'q', b: 'skip', c: 'z' },
    misses: { a: 'stop', b: 'y' },
  },
  {
    name: 'a loop over a list',
    module: `
def rule(event):
    for target in event.get("targets", []):
        if target.get("type") == "User" and target.get("name", "").startswith("adm"):
            return True
    return False
`,
    matches: {
      targets: [
        { type: 'App', name: 'adm' },
        { type: 'User', name: 'admin' },
      ],
    },
    misses: {
      targets: [
        { type: 'App', name: 'admin' },
        { type: 'User', name: 'bob' },
      ],
    },
  },
  {
    name: 'a loop that raises a flag',
    module: `
def rule(event):
    found = False
    for each in event.get("names", []):
        if each.endswith(".exe"):
            found = True
            break
    return found and event.get("a") == "x"
`,
    matches: { names: ['b', 'a.exe'], a: 'x' },
    misses: { names: ['b'], a: 'x' },
  },
  {
    name: 'one value or a list of them',
    module: `
from collections.abc import Sequence

def values(value):
    if value is None:
        return []
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    return [value]

def rule(event):
    return any(str(each).lower() == "x" for each in values(event.get("a")))
`,
    matches: { a: ['y', 'X'] },
    misses: { a: ['y'] },
  },
  {
    name: 'a generator with conditions',
    module: `
def parts(event):
    yield event.get("a", "")
    if event.get("more") is True:
        yield event.get("b", "")

def rule(event):
    return any(part == "x" for part in parts(event))
`,
    matches: { b: 'x', more: true },
    misses: { b: 'x' },
  },
  {
    name: 'every value of the event',
    module: `
def texts(value):
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif value is not None:
        yield str(value)

def rule(event):
    return any("needle" in text.lower() for text in texts(event.to_dict()))
`,
    matches: { a: { b: [{ c: 'a NEEDLE' }] } },
    misses: { needle: 'hay' },
  },
  {
    name: 'every value by a list that is made',
    module: `
def texts(value):
    if isinstance(value, dict):
        return [text for _, each in value.items() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []

def rule(event):
    return any(text.startswith("x") or text == "y" for text in texts(event.to_dict()))
`,
    matches: { a: [['xyz']] },
    misses: { a: ['ax'] },
  },
  {
    name: 'dictionaries of the module',
    module: `
PORTS = {"ssh": 22, **{"rdp": 3389}}

def rule(event):
    return PORTS.get(event.get("service"), 0) == 3389 or event.get("service") in PORTS and event.get("a") == "x"
`.replace(', **{"rdp": 3389}', ', "rdp": 3389'),
    matches: { service: 'rdp' },
    misses: { service: 'ssh' },
  },
  {
    name: 'sets',
    module: `
BAD = {"x", "y"}

def rule(event):
    given = set(event.get("a", []))
    return bool(given & BAD) and not given.isdisjoint(["x"])
`,
    matches: { a: ['z', 'x'] },
    misses: { a: ['y'] },
  },
  {
    name: 'deep_walk gives one value or several',
    module: `
def rule(event):
    found = event.deep_walk("items", "name", default=[])
    if isinstance(found, list):
        return "x" in found
    return found == "x"
`,
    matches: { items: [{ name: 'y' }, { name: 'x' }] },
    misses: { items: [{ name: 'y' }] },
  },
  {
    name: 'what does not matter may be anything',
    module: `
import json
import requests
from panther_base_helpers import something

class Thing:
    def method(self):
        return requests.get("x")

def title(event):
    with open("x") as file:
        return f"{something(event)!r:>10}"

def rule(event):
    print(event)
    return event.get("a") == "x"
`,
    matches: { a: 'x' },
    misses: { a: 'y' },
  },
  {
    name: 'layout: comments, joined lines, semicolons, one-line bodies, tabs',
    module: `# a comment
def rule(event) -> bool: # another

\t# indented by a tab
\ta = event.get(
    "a",   # within brackets
  ); b = \\
\t\tevent.get("b")

\tif a == "x": return True
\telse: pass
\treturn b == "y"`,
    matches: { b: 'y' },
    misses: { a: 'y' },
  },
];
