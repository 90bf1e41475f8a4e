import { expect, test } from 'vitest';
import { holds, problemsOf, ruleOf } from './lowering.ts';

/** A module, the code that refuses it, and the text that the diagnostic points at. */
const refused: readonly (readonly [string, string, string])[] = [
  ['def rule(event):\n    return event.get("a") == $\n', 'python/unexpected-character', '$'],
  ['def rule(event):\n    return "a\n', 'python/unterminated-string', '"'],
  ['def rule(event):\n    """never closed\n', 'python/unterminated-string', '"""'],
  ['def rule(event):\n        a = 1\n    return True\n', 'python/indentation', '    '],
  ['def rule(event):\n    return (event.get("a") == "x"\n', 'python/bracket', ''],
  ['def rule(event):\n    return [event.get("a"))\n', 'python/bracket', ')'],
  ['def rule(event)\n    return True\n', 'python/unexpected-token', '\n'],
  ['async def rule(event):\n    return True\n', 'python/unexpected-token', 'async'],
  ['def title(event):\n    return "x"\n', 'python/no-rule', 'def title(event):\n    return "x"\n'],
  [ruleOf('event.udm("source_ip") == "x"'), 'python/data-model', 'event.udm("source_ip")'],
  [ruleOf('event.lookup("table", "x") == "x"'), 'python/stateful', 'event.lookup("table", "x")'],
  [
    ruleOf('get_counter("x") > 5', 'from panther_detection_helpers.caching import get_counter'),
    'python/stateful',
    'get_counter("x")',
  ],
  [
    ruleOf('helper(event)', 'from panther_aws_helpers import helper'),
    'python/unknown-function',
    'helper(event)',
  ],
  [ruleOf('helper(event)'), 'python/unknown-name', 'helper'],
  [
    ruleOf('re.match("(a)?b", event.get("a", "")).group(1) is None', 'import re'),
    'python/unsupported',
    're.match("(a)?b", event.get("a", "")).group(1)',
  ],
  [ruleOf('event.get("a", "") == "\\N{BULLET}"'), 'python/string', '"\\N{BULLET}"'],
  [
    ruleOf('bool(re.search("(", event.get("a", "")))', 'import re'),
    'python/regex',
    're.search("(", event.get("a", ""))',
  ],
  [
    ruleOf('any(e == "x" for e in json.loads(event.get("a", "{}"))["b"])', 'import json'),
    'python/unsupported',
    'json.loads(event.get("a", "{}"))["b"]',
  ],
  [
    ruleOf('any(key.startswith("x") for key in event.get("a", {}))'),
    'python/unsupported',
    'event.get("a", {})',
  ],
  [
    ruleOf('event.get("a", "").split("--")[-1] == "x"'),
    'python/unsupported',
    'event.get("a", "").split("--")[-1]',
  ],
  [
    ruleOf('event.get("a", []).get(event.get("b")) == "x"'),
    'python/unsupported',
    'event.get("a", []).get(event.get("b"))',
  ],
  [
    'def rule(event):\n    one = ["x"]\n    other = one\n    other += ["y"]\n    return event.get("a") in one\n',
    'python/unsupported',
    'other += ["y"]',
  ],
  [
    ruleOf('any(f(event) == "x" for f in [lambda e: e.get(k) for k in ("a", "b")])'),
    'python/unsupported',
    '[lambda e: e.get(k) for k in ("a", "b")]',
  ],
  [
    ruleOf('len({event.get("a"), event.get("b")}) == 1'),
    'python/unsupported',
    'len({event.get("a"), event.get("b")})',
  ],
  [ruleOf('str(event.get("n", 0) / 2) == "3.0"'), 'python/unsupported', 'str(event.get("n", 0) / 2)'],
  [
    'def rule(event):\n    match event.get("a"):\n        case ["x", *_]:\n            return True\n    return False\n',
    'python/unsupported',
    'match event.get("a")',
  ],
  [
    ruleOf('re.compile("x").search(event.get("a", ""), 1) is not None', 'import re'),
    'python/unsupported',
    're.compile("x").search(event.get("a", ""), 1)',
  ],
  [ruleOf('any(c.isdigit() for c in event.get("a", ""))'), 'python/unsupported', 'event.get("a", "")'],
  [
    'try:\n    import acme\n    NAME = "x"\nexcept ImportError:\n    NAME = "y"\ndef rule(event):\n    return event.get("a") == NAME\n',
    'python/unsupported',
    'try',
  ],
  [ruleOf('(event.get("n", 0) / 2).is_integer()'), 'python/unsupported', 'event.get("n", 0) / 2).is_integer'],
  [ruleOf('event.get("names")[1] == "x"'), 'python/unsupported', 'event.get("names")[1]'],
  [
    ruleOf('event.deep_walk("a", return_val="each") == "x"'),
    'python/unsupported',
    'event.deep_walk("a", return_val="each")',
  ],
  [
    'def rule(event):\n    for each in event.get("a", []):\n        return each == "x"\n    return False\n',
    'python/order-dependent',
    'for each in event.get("a", [])',
  ],
  [
    'def rule(event):\n    for each in event.get("a", []):\n        if each == "x":\n            break\n        if each == "y":\n            return True\n    return False\n',
    'python/order-dependent',
    'for each in event.get("a", [])',
  ],
  [
    'def rule(event):\n    found = False\n    for each in event.get("a", []):\n        found = each == "x"\n    return found\n',
    'python/order-dependent',
    'for each in event.get("a", [])',
  ],
  [
    'def rule(event):\n    last = None\n    for each in event.get("a", []):\n        last = each\n    return last == "x"\n',
    'python/order-dependent',
    'for each in event.get("a", [])',
  ],
  [
    'def rule(event):\n    one = two = False\n    for each in event.get("a", []):\n        if one and each == "y":\n            two = True\n        if each == "x":\n            one = True\n    return two\n',
    'python/unsupported',
    'for each in event.get("a", [])',
  ],
  [
    'import json\ndef rule(event):\n    return json.dumps(event.get("a")) == "true"\n',
    'python/unsupported',
    'json.dumps(event.get("a"))',
  ],
  [
    'def rule(event):\n    while event.get("a"):\n        return True\n    return False\n',
    'python/unsupported',
    'while event.get("a")',
  ],
  [
    'def rule(event):\n    found = ["x"]\n    found.insert(0, event.get("a"))\n    return "x" in found\n',
    'python/unsupported',
    'found',
  ],
];

test.each(refused)('%j', (module, code, text) => {
  expect(problemsOf(module)).toContainEqual([code, text]);
});

test('what the result does not depend on refuses nothing', () => {
  const module = ruleOf('event.get("a") == "x" or False and helper(event)');
  expect(problemsOf(module)).toEqual([]);
  expect(holds(module, { a: 'x' })).toBe(true);
});

test('a list that is changed under another name, or by a function, is not what it was', () => {
  const changes = [
    '    other = names\n    other.append("x")',
    '    add(names)',
    '    other = names\n    names.append("x")\n    names = other',
    '    held = {"b": names}\n    names.append("x")\n    names = held["b"]',
    '    held = [names]\n    add(names)\n    names = held[0]',
    '    NAMES.append("x")\n    names = NAMES',
  ];
  for (const change of changes) {
    const module = `NAMES = []\n\ndef add(them):\n    them.append("x")\n\ndef rule(event):\n    names = []\n${change}\n    return event.get("a") in names\n`;
    expect(problemsOf(module).map(([code]) => code)).toEqual(['python/unsupported']);
  }
});

test('a form that holds of values of one kind only refuses the rule that provides for them', () => {
  const module = `import ast

def rule(event):
    value = event.get("a")
    if isinstance(value, str):
        value = ast.literal_eval(value)
    return value.get("b") == "x"
`;
  expect(problemsOf(module)).toEqual([['python/unknown-function', 'ast.literal_eval(value)']]);
});
