/** Rules whose constants Python joins, orders, writes or shares in ways of its own. */
export const handwrittenConstants: readonly string[] = [
  `def rule(event):
    made = {"k": "v", "l": "m"} | {"z": event.get("a"), "k": "w"}
    more = {**made, "l": "n"}
    return made["z"] == "x" and made["k"] == "w" and more["l"] == event.get("b")
`,
  `D = {"a": "x", "b": "y", "a": "z", 1: "p", True: "q", 1.0: "r"}
def rule(event):
    return D["a"] == event.get("v") or D[1] == event.get("v") or len(D) == 2
`,
  `def rule(event):
    found = {key: event.get(key, "") for key in ("a", "b")}
    turned = {value: key for key, value in {"p": "x", "q": "x", "r": "y"}.items()}
    return found["a"] == turned["x"] and found.get("b") != turned.get("y")
`,
  `def rule(event):
    made = dict(a="x", b=event.get("b"))
    more = dict([("c", "z"), ("c", "w")], d="v")
    return made["a"] == event.get("a") and made["b"] == "y" or event.get("c") in more.values()
`,
  `def rule(event):
    return event.get("a") == "x" and len({"x", "x", "y"}) == 2 and len(list({1, True, 1.0})) == 1
`,
  `def rule(event):
    return sorted(("b", "a"))[0] == event.get("v") or sorted({3, 20, 1}, reverse=True)[0] == event.get("n")
`,
  `def rule(event):
    return f"{1.0}{0.5}{1e3}{7 / 2}{4 // 2}" == event.get("v") or str(2 ** -1) == event.get("w")
`,
  `def rule(event):
    return int(event.get("n", 0) / 2) == 3
`,
  `def rule(event):
    try:
        return int("3.7") == event.get("n")
    except ValueError:
        return int(" 1_0 ") == event.get("n") and float("2.50") == 2.5
`,
  `def rule(event):
    return tuple(["x", event.get("a")]) == ("x", "y") and list(("x",)) == ["x"]
`,
  `def rule(event):
    r = False
    for k in ["a", "b"]:
        if event.get(k) == "x":
            r = True
            break
    else:
        r = event.get("c") == "y"
    return r
`,
  `def rule(event):
    r = event.get("d") == "z"
    for k in event.get("l", []):
        if k == "x":
            break
    else:
        r = event.get("c") == "y"
    return r
`,
  `def rule(event):
    for place, name in enumerate(("a", "b", "c"), 1):
        if event.get(name) == "x" and place > 1:
            return True
    return any(event.get(k) == v for k, v in zip(("d", "e"), ["p", "q", "r"]))
`,
  `def rule(event):
    for _, name in enumerate(event.get("l", [])):
        if name == "x":
            return True
    return event.get("n") in range(3, 6) or event.get("m") in range(9, 0, -4)
`,
  `def rule(event):
    return any(name == "y" for name in filter(lambda each: each != "x", event.get("l", [])))
`,
  `def rule(event):
    value = event.get("a")
    if hasattr(value, "get"):
        return value.get("b") == "x"
    return hasattr(value, "lower") and value.lower() == "y"
`,
  `def rule(event):
    return next(iter(reversed(["x", "y"]))) == event.get("a") and next((k for k in ()), "z") == event.get("b")
`,
];

/** `match` is a word of a statement, and a name. */
export const handwrittenMatches: readonly string[] = [
  `def rule(event):
    match event.get("a"):
        case "x" | "y":
            return True
        case None:
            return event.get("b") == "z"
        case _:
            return False
`,
  `def rule(event):
    match event.get("a"):
        case "x" if event.get("b") == "y":
            return True
        case str(v) if v.startswith("q"):
            return True
    return False
`,
  `def rule(event):
    match event.get("n"):
        case 1 | 2: return True
        case -3: return event.get("a") == "x"
        case int() as k if k > 6:
            return True
        case True: return event.get("b") == "y"
        case other:
            return other == "x"
`,
  `def rule(event):
    match = event.get("a")
    case = event.get("b")
    if match == "x":
        match, case = case, match
    return match == "y" or case == "z"
`,
  `import re
def rule(event):
    match = re.match("x", event.get("a", ""))
    match: object = match
    return bool(match)
`,
  `def rule(event):
    match event.get("a"):
        case "x":
            match event.get("b"):
                case "y":
                    r = True
                case _:
                    r = False
        case "y":
            r = event.get("c") == "z"
        case _:
            return False
    return r
`,
];

/** Texts that are filled in, and conditions that are counted. */
export const handwrittenCounts: readonly string[] = [
  `def rule(event):
    return "%s-%s" % (event.get("a"), event.get("b")) == "x-None"
`,
  `def rule(event):
    return "{}/{}".format(event.get("a"), event.get("b", "")) == "x/y"
`,
  `def rule(event):
    return "{0}{0}".format(event.get("a")) == "xx"
`,
  `def rule(event):
    return "{k}@{}".format(event.get("a", ""), k=event.get("b", "")) == "y@x"
`,
  `def rule(event):
    return "100%% %s" % event.get("a", "") == "100% x"
`,
  `def rule(event):
    return "%s %s" % event.get("a") == "x" or event.get("b") == "y"
`,
  `def rule(event):
    return "{}".format(event.get("n")) == "5" or "{}".format(event.get("b")) == "True"
`,
  `def rule(event):
    return "{}{}".format(event.get("a")) == "x" or event.get("b") == "y"
`,
  `def rule(event):
    return "{{{}}}".format(event.get("a")) == "{x}"
`,
  `def rule(event):
    return "%s" % (event.get("a"),) in ("x", "None")
`,
  `def rule(event):
    return "a%sb" % 1.0 == event.get("v") or "%s%s" % (True, None) == event.get("w")
`,
  `def rule(event):
    return len([x for x in ("a", "b", "c") if event.get(x)]) >= 2
`,
  `def rule(event):
    return sum([event.get("a") == "x", event.get("b") == "y", event.get("c") == "z"]) >= 2
`,
  `def rule(event):
    return sum(event.get(k) == v for k, v in {"a": "x", "b": "y", "c": "z"}.items()) == 1
`,
  `def rule(event):
    return sum(1 for k in ("a", "b", "c") if event.get(k)) > 1
`,
  `def rule(event):
    return (event.get("a") == "x") ^ (event.get("b") == "y")
`,
  `def rule(event):
    return (event.get("a") == "x") & (event.get("b") == "y") | (event.get("c") == "z")
`,
  `def rule(event):
    score = (event.get("a") == "x") + (event.get("b") == "y") * 2
    return score >= 2
`,
  `def rule(event):
    r = True
    r &= event.get("a") == "x"
    r |= event.get("b") == "y"
    return r
`,
  `def rule(event):
    return len([k for k in ("a", "b") if event[k] == "x"]) == 1
`,
  `def rule(event):
    return event.get("n", 0) + True > 5
`,
  `def rule(event):
    return sum(x for x in [1, 2, event.get("n", 0)]) > 9
`,
  `def rule(event):
    return "x" + (event.get("a") == "x") == "x" or event.get("b") == "y"
`,
  `def rule(event):
    return len(list(k for k in ("a", "b", "c") if event.get(k) == "x")) == len(list(k for k in ("a", "b", "c") if event.get(k) == "y"))
`,
];
