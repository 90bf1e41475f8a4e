/** Rules as they are written by hand: early returns, loops, defaults, sets, addresses, texts that are made and taken apart. */
export const handwritten: readonly string[] = [
  `def rule(event):
    found = {"a": event.get("a")}
    found["b"] = event.get("b", "none")
    if event.get("c") == "x":
        found["a"] = "z"
        found.update({"d": event.get("d")})
    return found.get("a") == "z" or found.get("d") == "y" or found["b"] == "w"
`,
  `def rule(event):
    names = []
    names.append(event.get("a"))
    if event.get("b") == "y":
        names.append("z")
        names[0] = "q"
    names.extend(["r", event.get("c")])
    return "x" in names and names[-1] == "x" or len(names) == 4 and names[0] == event.get("a")
`,
  `KEYS = ("a", "b", "c")
def rule(event):
    found = {}
    seen = set()
    for key in KEYS:
        if event.get(key) == "x":
            found[key] = "1"
            seen.add(key)
    return "b" in seen and "c" not in found
`,
  `def context(event):
    made = {"a": event.get("a")}
    made["b"] = event.deep_get("b", "c", default="none")
    return made

def rule(event):
    own = context(event)
    own["a"] = event.get("d")
    return own.get("a") == "x" and context(event)["a"] != "x" and own["b"] != "none"
`,
  `import re
def rule(event):
    if event.get("eventName") != "ConsoleLogin":
        return False
    if event.deep_get("responseElements", "ConsoleLogin") == "Failure":
        return True
    return event.deep_get("additionalEventData", "MFAUsed", default="No") != "Yes"
`,
  `SUSPICIOUS = {"DeleteTrail", "StopLogging", "UpdateTrail"}
def rule(event):
    return event.get("eventName") in SUSPICIOUS and not event.get("errorCode")
`,
  `def rule(event):
    name = event.get("eventName", "")
    return any(name.startswith(p) for p in ("Delete", "Remove")) and all(x not in name for x in ("Tag", "tag"))
`,
  `from fnmatch import fnmatch
PATTERNS = ["arn:aws:iam::*:role/admin*", "*:root"]
def rule(event):
    arn = event.deep_get("userIdentity", "arn", default="")
    return any(fnmatch(arn, p) for p in PATTERNS)
`,
  `import ipaddress
NETS = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("192.168.0.0/16")]
def rule(event):
    try:
        ip = ipaddress.ip_address(event.get("ip", ""))
    except ValueError:
        return True
    return not any(ip in net for net in NETS)
`,
  String.raw`import re
RX = re.compile(r"^(admin|root)\d*$", re.IGNORECASE)
def rule(event):
    return RX.match(event.get("user", "")) is not None
`,
  String.raw`import re
def rule(event):
    return bool(re.search(r"-enc(odedcommand)?\s+[A-Za-z0-9+/=]{20,}", event.get("cmd") or "", re.I))
`,
  `def rule(event):
    perms = event.get("permissions", [])
    return "admin" in perms or "owner" in perms
`,
  `def rule(event):
    return isinstance(event.get("a"), str) and "x" in event.get("a")
`,
  `def rule(event):
    a = event.get("a")
    if a is None:
        return False
    if isinstance(a, list):
        return "x" in a
    return a == "x"
`,
  `from collections.abc import Mapping, Sequence
def rule(event):
    a = event.get("a")
    if isinstance(a, Sequence) and not isinstance(a, str):
        return any(e == "x" for e in a)
    return a == "x"
`,
  `def rule(event):
    for param in event.get("parameters", []):
        if param.get("name") == "x" and param.get("value") == "y":
            return True
    return False
`,
  `def rule(event):
    found = [p for p in event.get("parameters", []) if p.get("name") == "x"]
    return len(found) > 0
`,
  `def rule(event):
    return f"{event.get('a', '')}.{event.get('b', '')}" == "x.y"
`,
  `def rule(event):
    return event.get("a", "").lower().strip() in ("x", "y")
`,
  `def rule(event):
    return event.get("a") in (None, "", "x")
`,
  `def rule(event):
    return event.get("count", 0) >= 5 and event.get("count", 0) < 10
`,
  `def rule(event):
    return not (event.get("a") == "x" or event.get("b") == "y")
`,
  `def rule(event):
    a = event.get("a", "<a>")
    b = event.get("b", "<b>")
    return a == b
`,
  `def rule(event):
    a, b = event.get("a"), event.get("b")
    return all([a, b]) and a != b
`,
  `def rule(event):
    return event.get("a", "").split("@")[-1] not in ("x.com", "y.com")
`,
  `def rule(event):
    return event.get("a", "").split("/")[0] == "x"
`,
  `def rule(event):
    return len(event.get("items", [])) == 0
`,
  `def rule(event):
    return event.get("flag") is True
`,
  `def rule(event):
    return event.get("flag") is not False
`,
  `def rule(event):
    return event.get("flag") in [True, "true", "True", 1]
`,
  `def rule(event):
    return str(event.get("flag", "")).lower() == "true"
`,
  `def rule(event):
    return event.get("code") in (200, "200")
`,
  `def rule(event):
    return int(event.get("code", 0)) in (403, 404)
`,
  `def rule(event):
    try:
        return int(event.get("code")) > 400
    except (TypeError, ValueError):
        return False
`,
  `def is_admin(event):
    return event.deep_get("actor", "type", default="").lower() == "admin"
def rule(event):
    return is_admin(event) and event.get("action", "").endswith((".create", ".delete"))
`,
  `ALLOW = {"x": ["a", "b"], "y": ["c"]}
def rule(event):
    return event.get("b") not in ALLOW.get(event.get("a"), [])
`,
  `ALLOW = {"x": "a", "y": "c"}
def rule(event):
    return ALLOW.get(event.get("a", ""), "zz") == event.get("b")
`,
  `def rule(event):
    return any(k in event.get("cmd", "") for k in ["whoami", "net user"]) and not event.get("user", "").lower().startswith("svc_")
`,
  `def rule(event):
    return event.deep_walk("a", "b", default="") in ("x", "y")
`,
  `def rule(event):
    return "x" in event.deep_walk("a", "b", default=[])
`,
  `def rule(event):
    return (event.get("a") or "").upper() == "X"
`,
  `def rule(event):
    return (event.get("a") or event.get("b")) == "x"
`,
  `def rule(event):
    return event.get("a") and event.get("a") != "x" and True
`,
  `def rule(event):
    return bool(event.get("a")) != bool(event.get("b"))
`,
  `def rule(event):
    return "a" in event and "b" not in event
`,
  `def rule(event):
    return bool(set(event.get("a", [])).intersection({"x", "y"}))
`,
  `def rule(event):
    return not set(event.get("a", [])).issubset({"x", "y"})
`,
  `def rule(event):
    n = 0
    for v in ("a", "b", "c"):
        if event.get(v) == "x":
            n += 1
    return n >= 2
`,
  `def rule(event):
    return event.get("a", "x") < "m"
`,
  `def rule(event):
    return "x" == event.get("a", "")[:1] or event.get("a", "")[-2:] == "zz"
`,
  `def rule(event):
    return event.get("a", "").replace(" ", "").replace("-", "") == "xx"
`,
  `def rule(event):
    return {"x": True, "y": False}.get(event.get("a"), False)
`,
  `def rule(event):
    return all(t in ("x", "y") for t in event.get("tags", []))
`,
  `def rule(event):
    return any(t.lower() == "x" for t in event.get("tags", []) if t)
`,
  `def rule(event):
    return any(r.get("type") == "x" and "y" in r.get("perms", []) for r in event.get("resources", []))
`,
  `def rule(event):
    return event.get("a") == "x" if event.get("b") else event.get("c") == "y"
`,
  `def rule(event):
    return event.get("p", {}).get("q", {}).get("r") == "x"
`,
  `def rule(event):
    return "." in event.get("a", "") and event.get("a", "").rsplit(".", 1)[1].lower() in {"exe", "dll"}
`,
  `def rule(event):
    if (a := event.get("a")) and a.startswith("x"):
        return True
    return False
`,
  `def rule(event):
    n = 2 if event.get("b") == "x" else 3
    return event.get("a", "")[:n] == "xyz"[:n]
`,
  `def rule(event):
    return not event.get("a", "x").lower() == "x" 
`,
  `def rule(event):
    return event.get("a", None) is not None and event.get("a") not in ["", "x"]
`,
];
