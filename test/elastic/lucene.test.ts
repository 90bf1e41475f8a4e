import { expect, test } from 'vitest';
import { lucene } from '../../backends/elastic/lucene/index.ts';
import { always, and, equals, exists, keyword, like, not, or } from '../../src/ir/index.ts';
import { f, glob, translate } from './planned-rule.ts';
import { describeRows, matches, networks, type Row, range } from './rows.ts';

const name = f('process.name', 'string');

const values: readonly Row[] = [
  [equals(name, ['cmd.exe']), 'process.name:cmd.exe'],
  [equals(name, ['a', 'b c']), 'process.name:(a OR "b c")'],
  [equals(name, ['OR']), 'process.name:"OR"'],
  [equals(name, ['C:\\a "b"*']), 'process.name:"C:\\\\a \\"b\\"*"'],
  [equals(name, ['a/b']), 'process.name:"a/b"'],
  [equals(name, ['-x']), 'process.name:"-x"'],
  [equals(name, ['']), 'refused'],
  [equals(f('event.n', 'number'), [-5]), 'event.n:"-5"'],
  [like(name, [glob('C:\\\\a b\\\\*')]), 'process.name:C\\:\\\\a\\ b\\\\*'],
  [like(name, [glob('*a\\*?')]), 'process.name:*a\\*?'],
];

const others: readonly Row[] = [
  [exists(name), '_exists_:process.name'],
  [always(false), 'NOT *:*'],
  [
    { kind: 'inNetwork', subject: f('source.ip', 'ip'), networks, quantifier: 'any', origin: [] },
    'source.ip:("10.0.0.0/8" OR "fe80::/10")',
  ],
  [range('gte', 9, 'number'), 'n:[9 TO *]'],
  [equals(f('OR'), ['x']), '\\OR:x'],
  [equals(f('NOT.a'), ['x']), 'NOT.a:x'],
  [range('lt', 9, 'number'), 'n:{* TO 9}'],
  [range('gt', '2026-11-21', 'time'), 'n:{"2026-11-21T00:00:00.000Z" TO *}'],
  [range('lte', '2026-11-21||/d', 'time'), 'n:[* TO "2026-11-21T23:59:59.999Z"]'],
  [range('lt', '*', 'string'), 'refused'],
  [range('lt', '', 'string'), 'refused'],
  [range('lt', 'C:\\x\\', 'string'), 'refused'],
  [keyword([glob('4625')], 'ignored'), 'narrower: *4625*'],
  [
    equals({ kind: 'fieldPattern', pattern: glob('a.*.b'), vendor: 'elastic', origin: [] }, ['x']),
    'a.\\*.b:x',
  ],
  [
    equals({ kind: 'fieldPattern', pattern: glob('a.*'), vendor: 'elastic', origin: [] }, [
      '5',
      'true',
      5,
      'b',
    ]),
    'a.\\*:("5" OR "true" OR 5 OR b)',
  ],
  [equals(f('a b:c'), ['x']), 'a\\ b\\:c:x'],
  [equals(f('a*c'), ['x']), 'refused'],
  [exists(f('a*c')), 'refused'],
];

const ignored = { casing: 'ignored' } as const;
const regexes: readonly Row[] = [
  [matches('a/b'), 'process.name:/.*a\\/b.*/'],
  [equals(name, ['aB'], ignored), 'process.name:/[Aa][Bb]/'],
  [equals(f('flag'), [false], ignored), 'flag:false'],
  [equals(name, ['a\\'], ignored), 'process.name:/[Aa][\\\\]/'],
  [like(name, [glob('a*'), glob('1*')], ignored), 'process.name:(/[Aa].*/ OR 1*)'],
  [equals(name, ['a'.repeat(1001)], ignored), `narrower: process.name:${'a'.repeat(1001)}`],
  [keyword([glob('ab')], 'ignored'), 'narrower: /.*[Aa][Bb].*/'],
];

const [a, b, c] = [exists(f('a')), exists(f('b')), exists(f('c'))];
const junctions: readonly Row[] = [
  [and([a, not(b)]), '_exists_:a AND NOT _exists_:b'],
  [or([a, not(b)]), '_exists_:a OR (NOT _exists_:b)'],
  [or([a, and([b, c])]), '_exists_:a OR (_exists_:b AND _exists_:c)'],
  [not(not(a)), 'NOT (NOT _exists_:a)'],
  [not(or([a, b])), 'NOT (_exists_:a OR _exists_:b)'],
];

describeRows(lucene, { values, 'other leaves': others, regexes, junctions });

test('a text of a million characters is seen to be too long at once', () => {
  const start = performance.now();
  expect(translate(lucene, equals(name, ['a'.repeat(1 << 20)], ignored))).toMatch(/^narrower: /);
  expect(performance.now() - start).toBeLessThan(2000);
});
