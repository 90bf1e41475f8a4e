import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printPredicate } from '../../src/ir/index.ts';
import { PythonParser } from '../../src/languages/python/grammar.ts';
import { parsePython } from '../../src/languages/python/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { holds, lower, problemsOf, ruleOf, whereOf } from './lowering.ts';

const many = 10_000;

test('the grammar has no ambiguities', () => {
  expect(() => new PythonParser(true)).not.toThrow();
});

test('ten thousand operands', () => {
  const module = ruleOf(
    Array.from({ length: many }, (_, index) => `event.deep_get("a", default="").lower() == "x${index}"`).join(
      ' or ',
    ),
  );
  expect(holds(module, { a: `X${many - 1}` })).toBe(true);
  expect(holds(module, { a: 'x' })).toBe(false);
});

test('two thousand constants', () => {
  const constants = Array.from({ length: 2000 }, (_, index) => `"x${index}"`).join(', ');
  const module = ruleOf('any(part in event.get("a", "") for part in PARTS)', `PARTS = (${constants})`);
  expect(holds(module, { a: 'a x77 b' })).toBe(true);
  expect(holds(module, { a: 'x' })).toBe(false);
});

test('a loop that returns within it, over one of two fields', () => {
  const names = Array.from({ length: 100 }, (_, index) => `"x${index}"`).join(', ');
  const module = `NAMES = (${names})

def rule(event):
    name = event.get("a") if event.get("kind") == "k" else event.deep_get("b", "c")
    if not name:
        return False
    for each in NAMES:
        if name.endswith(each):
            return True
    return False
`;
  expect(holds(module, { kind: 'k', a: 'a.x99' })).toBe(true);
  expect(holds(module, { kind: 'l', b: { c: 'a.x50' } })).toBe(true);
  expect(holds(module, { kind: 'l', a: 'a.x99', b: { c: 'y' } })).toBe(false);
  expect(printPredicate(whereOf(module)).length).toBeLessThan(60_000);
});

test('four hundred statements', () => {
  const lines = Array.from(
    { length: 1000 },
    (_, index) => `    if event.get("a") == "x${index}":\n        return True`,
  );
  const module = `def rule(event):\n${lines.join('\n')}\n    return False\n`;
  expect(holds(module, { a: 'x399' })).toBe(true);
  expect(holds(module, { a: 'y' })).toBe(false);
});

const hostile: readonly (readonly [string, string, string])[] = [
  ['brackets', ruleOf(`${'('.repeat(many)}True${')'.repeat(many)}`), 'python/too-deep'],
  ['lists', ruleOf('['.repeat(many)), 'python/too-deep'],
  [
    'blocks',
    `def rule(event):\n${Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth + 1)}if event:\n`).join('')}`,
    'python/too-deep',
  ],
  ['nots', ruleOf(`${'not '.repeat(many)}True`), 'python/too-deep'],
  ['signs', ruleOf(`${'-'.repeat(many)}1 == 1`), 'python/too-deep'],
  ['sums', ruleOf(`${'1 + '.repeat(many)}1 == 1`), 'python/too-deep'],
  ['calls', ruleOf(`event${'.get("a")'.repeat(many)}`), 'python/too-deep'],
  ['conditionals', ruleOf(`${'True if event else '.repeat(many)}False`), 'python/too-deep'],
  ['lambdas', ruleOf(`(${'lambda: '.repeat(many)}1)() == 1`), 'python/too-deep'],
  [
    'a function that calls itself',
    'def f(x):\n    return f(x)\n\ndef rule(event):\n    return f(1)\n',
    'python/unsupported',
  ],
  [
    'a function that calls itself twice',
    'def f(x):\n    return f(x) or f(x)\n\ndef rule(event):\n    return f(1)\n',
    'python/too-complex',
  ],
  [
    'a generator that calls itself',
    'def f(x):\n    yield from f(x)\n\ndef rule(event):\n    return any(f(1))\n',
    'python/unsupported',
  ],
  [
    'doubling',
    `def rule(event):\n    a = event.get("a")\n${'    a = (event.get("b") and a, a)\n'.repeat(60)}    return a == 1\n`,
    '',
  ],
  [
    'many values of one name',
    `def rule(event):\n    a = ""\n${Array.from({ length: 40 }, (_, index) => `    if event.get("k${index}"):\n        a += "${index}"\n`).join('')}    return a == "1"\n`,
    'python/too-complex',
  ],
];

test.each(hostile)('%s end in a diagnostic or a meaning, in time', (_, module, code) => {
  const start = process.cpuUsage();
  const codes = problemsOf(module).map(([each]) => each);
  const { user } = process.cpuUsage(start);
  if (code !== '') expect(codes).toContain(code);
  expect(user / 1000).toBeLessThan(3000);
});

test('no text throws', () => {
  const words = [
    'def ',
    'rule',
    '(event)',
    ':',
    '\n',
    '    ',
    'return ',
    'event',
    '.get',
    '("a")',
    ' == ',
    '"x"',
    "'",
    'f"{a}"',
    '[',
    ']',
    '{',
    '}',
    'if ',
    'for ',
    'in ',
    'not ',
    '\\',
    '#',
    '\t',
    '0x',
    '1.',
    '*',
    'lambda',
    'try',
    'yield ',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), parts => {
      lower(`${parts.join('')}`);
      lower(ruleOf(parts.join('')));
    }),
    { numRuns: 150, seed: 5 },
  );
  fc.assert(
    fc.property(fc.string(), text => {
      lower(text);
    }),
    { numRuns: 100, seed: 5 },
  );
});

test('spans point into the module', () => {
  const module = ruleOf('event.get("a") == "x"');
  const where = whereOf(module);
  const [span] = where.origin;
  expect(printPredicate(where)).toBe('a = "x"');
  expect(span && module.slice(span.start, span.end)).toBe('event.get("a") == "x"');
});

test('every form of statement and expression is read', () => {
  const module = `import a.b, c as d
from .e import (f, g as h,)
from i import *
@decorator(x)
def j(a, /, b: int = 1, *c, d=2, **e) -> str:
    global x
    del a[0], b
    assert a, "text"
    with open(a) as b, c: pass
    while a: break
    else: continue
    async_ = lambda *a, b=1: (yield)
    x: int = 5
    a = b = c, *d = [*a, *b]
    a //= {**b, 1: 2} | {1, 2} ^ ~c ** -d @ e << 2
    return a[1:2, ::3, ...], {k: v for k, v in a if b if c}, (yield from a)
class K(L, metaclass=M):
    n = 1_000.5e-3j
try: raise A from b
except* B: pass
`.replace('except* B', 'except B as b');
  const { value, diagnostics } = parsePython(EmbeddedText.whole(new SourceFile('rule.py', module)));
  expect(diagnostics).toEqual([]);
  expect(value?.map(each => each.kind)).toEqual(['import', 'import', 'import', 'function', 'class', 'try']);
});
