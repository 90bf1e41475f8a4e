import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { splunk } from '../../backends/splunk/index.ts';
import { printSpl } from '../../backends/splunk/print-spl.ts';
import {
  contains,
  equals,
  keyword,
  like,
  not,
  or,
  type Predicate,
  pattern,
  text,
} from '../../src/ir/index.ts';
import { lex, readConf } from './lexer.ts';
import { planned, splunkField } from './planned.ts';

const hostile: readonly string[] = [
  '"',
  '\\',
  '\\\\"',
  'a" | delete',
  '`macro`',
  '`macro("x")`',
  '$token$',
  'a\nb',
  'a\r\n| outputlookup x',
  '[search index=_audit]',
  'ends with \\',
  'ends with "',
  '*',
  'a*b\\*',
  '%_',
  '\t',
  '\u0000',
  '# comment',
  '; comment',
  'x ;y',
  '[stanza]',
  ']',
  'key = value',
  '```',
  "'single'",
  'żółć 日本 🙂',
  '\u2028',
  '<<FIELD>>',
  '--- ',
  '{{title}}',
];

const field = splunkField('CommandLine');
const forms: readonly (readonly [string, (value: string) => Predicate])[] = [
  ['equals, either case', value => equals(field, [value], { casing: 'ignored' })],
  ['equals, exact', value => equals(field, [value])],
  ['not equals, exact', value => not(equals(field, [value]))],
  ['contains, either case', value => like(field, [contains(pattern([text(value)]))], { casing: 'ignored' })],
  ['contains, exact', value => like(field, [contains(pattern([text(value)]))])],
  ['keyword', value => keyword([pattern([text(value)])], 'ignored')],
  ['keyword, exact', value => keyword([pattern([text(value)])], 'exact')],
  [
    'mixed',
    value =>
      or([
        equals(field, [value]),
        like(splunkField('a{}.b'), [contains(pattern([text(value)]))], { casing: 'ignored' }),
      ]),
  ],
];

/** What stands outside of strings: names, operators, functions, and nothing that a value could bring along. */
const skeletonOfOurs =
  /^(?:index=main sourcetype=""|[ \n]|NOT \*|NOT|AND|OR|IN|\(|\)|,|=|>|1|\*|CommandLine|""|\| where|\| table _time, host, user|like|lower|match|in|_raw|coalesce|false\(\)|isnotnull|'a\{\}\.b')*$/;

function staysInside(where: Predicate): void {
  const { skeleton } = lex(printSpl(planned(where, { metadata: { fields: [] } })));
  expect(skeleton).toMatch(skeletonOfOurs);
}

describe.each(forms)('%s', (_, form) => {
  test.each(hostile)('%j stays in its string', value => {
    staysInside(form(value));
  });

  test('and so does any other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), value => staysInside(form(value))),
      { numRuns: 200 },
    );
  });
});

test('a value that search can say is read back as it was', () => {
  const value = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter(each => !/[*\p{Cc}]|^[\da-f.:]+\/\d+$/iu.test(each));
  fc.assert(
    fc.property(value, each => {
      const { strings } = lex(printSpl(planned(equals(field, [each], { casing: 'ignored' }))));
      expect(strings[1]).toBe(each);
    }),
  );
});

test('an exact value is read back from where', () => {
  const value = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map(each => `A${each}`)
    .filter(each => !/\p{Cc}/u.test(each));
  fc.assert(
    fc.property(value, each => {
      const { strings } = lex(printSpl(planned(equals(field, [each]))));
      expect(strings.at(-1) === each || strings[2] === each).toBe(true);
    }),
  );
});

describe('documents', () => {
  const request = (value: string, format: string) => {
    const where = like(field, [contains(pattern([text(value)]))], { casing: 'ignored' });
    const rule = planned(where, {
      metadata: {
        title: value,
        description: value,
        note: value,
        licence: value,
        authors: [value],
        references: [value],
        falsePositives: [value],
        tags: [value],
      },
    });
    const dialect = splunk.dialects[0];
    if (dialect === undefined) throw new Error('no dialect');
    const verdict = { verdict: 'exact', reasons: [value] };
    const query = dialect.print(rule);
    return {
      query,
      emission: splunk.emit({ planned: rule, query, dialect, format, events: [], fileName: 'rule', verdict }),
    };
  };
  const value = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }));
  const tame = readConf(request('tame', 'savedsearches').emission.files[0]?.text ?? '');
  const settings = Object.keys(Object.values(tame.stanzas)[0] ?? {});

  test('a conf file has its one stanza and its settings, whatever the texts', () => {
    fc.assert(
      fc.property(value, each => {
        const { query, emission } = request(each, 'savedsearches');
        const { stanzas } = readConf(emission.files[0]?.text ?? '');
        expect(Object.keys(stanzas)).toHaveLength(1);
        const [stanza = {}] = Object.values(stanzas);
        expect(Object.keys(stanza)).toEqual(settings);
        expect(stanza['search']).toBe(query.replaceAll(/\s*\n\s*/g, ' '));
        expect(JSON.parse(stanza['action.correlationsearch.metadata'] ?? '')).toMatchObject({
          title: each,
          references: [each],
        });
      }),
    );
  });

  test('alert actions find no token to replace', () => {
    const text = request('read $result.secret$ now', 'savedsearches').emission.files[0]?.text ?? '';
    const [stanza = {}] = Object.values(readConf(text).stanzas);
    const filled = Object.entries(stanza).filter(
      ([key]) => key.startsWith('action.') && !key.endsWith('.label'),
    );
    for (const [, each] of filled) expect(each).not.toMatch(/\$[^\s$]+\$/);
  });

  test('YAML gives back every text, but for references that are no addresses', () => {
    fc.assert(
      fc.property(value, each => {
        const { query, emission } = request(each, 'escu');
        const document = parse(emission.files[0]?.text ?? '');
        expect(document).toMatchObject({
          description: each,
          author: each === '' ? 'Unknown' : each,
          references: [],
        });
        expect(document.search.startsWith(query)).toBe(true);
      }),
    );
  });

  test('the comment of a bare query ends where it should', () => {
    fc.assert(
      fc.property(value, each => {
        const { query, emission } = request(each, 'spl');
        const text = emission.files[0]?.text ?? '';
        expect(text.indexOf('```', 3)).toBe(text.length - query.length - 5);
        expect(text.endsWith(`\`\`\`\n${query}\n`)).toBe(true);
      }),
    );
  });
});
