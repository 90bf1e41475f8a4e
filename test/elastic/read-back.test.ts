import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import {
  and,
  type Dialect,
  equals,
  exists,
  type Leaf,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  pattern,
  printPredicate,
} from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { esql } from '../../src/languages/esql/index.ts';
import { kql } from '../../src/languages/kql/index.ts';
import type { QueryLanguage } from '../../src/languages/language.ts';
import { lucene } from '../../src/languages/lucene/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { f, planned } from './planned-rule.ts';

/** Texts full of what the languages take for their own. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'A',
        'b',
        'é',
        'É',
        '1',
        ' ',
        '*',
        '?',
        '"',
        '\\',
        '(',
        ')',
        ':',
        '{',
        '}',
        '<',
        '>',
        '/',
        '#',
        '|',
      ],
      ...[
        '\n',
        '\t',
        "'",
        '~',
        '[',
        ']',
        ' and ',
        ' or ',
        'not ',
        ' OR ',
        'TO',
        '""" ',
        '//',
        '\\u0041',
        '.',
        '-',
        '@',
      ],
    ),
    { maxLength: 5 },
  )
  .map(parts => parts.join(''));
const casing = fc.constantFrom('exact', 'ignored');
const subject = fc.constantFrom(f('x', 'string'), f('y.z', 'string'));
const wildcards: fc.Arbitrary<Pattern> = fc
  .array(
    fc.oneof(
      hostile.map(text => ({ kind: 'text', text }) as const),
      fc.constantFrom({ kind: 'anyRun' } as const, { kind: 'anyOne' } as const),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(pattern);

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  subject.map(each => exists(each)),
  fc
    .tuple(subject, fc.array(hostile, { minLength: 1, maxLength: 3 }), casing)
    .map(([each, values, fold]) => equals(each, values, { casing: fold as 'exact' | 'ignored' })),
  fc
    .tuple(subject, fc.array(wildcards, { minLength: 1, maxLength: 2 }), casing)
    .map(([each, patterns, fold]) => like(each, patterns, { casing: fold as 'exact' | 'ignored' })),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>(tie => ({
  predicate: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'predicate' },
    leaf,
    tie('predicate').map(each => not(each)),
    fc.array(tie('predicate'), { minLength: 2, maxLength: 3 }).map(each => and(each)),
    fc.array(tie('predicate'), { minLength: 2, maxLength: 3 }).map(each => or(each)),
  ),
}));

const languages: Readonly<Record<string, QueryLanguage>> = { kql, eql, esql, lucene };

function textsIn(within: Predicate): readonly string[] {
  switch (within.kind) {
    case 'not':
      return textsIn(within.operand);
    case 'and':
    case 'or':
      return within.operands.flatMap(textsIn);
    case 'equals':
      return within.values.map(String);
    case 'like':
      return within.patterns.flatMap(each => [
        each.map(part => (part.kind === 'text' ? part.text : '')).join(''),
        each.map(part => (part.kind === 'text' ? part.text : 'q')).join(''),
        each
          .map(part => (part.kind === 'text' ? part.text : part.kind === 'anyOne' ? '\\' : 'r\ns'))
          .join(''),
      ]);
    default:
      return [];
  }
}

/** Each text of the predicate, near misses of it, nothing, and several at once. */
function eventsFor(within: Predicate): readonly Readonly<Record<string, unknown>>[] {
  const texts = textsIn(within).flatMap(text => [
    text,
    text.toUpperCase(),
    text.toLowerCase(),
    `${text}a`,
    text.slice(1),
  ]);
  const values: readonly unknown[] = [undefined, null, '', 'other', ...texts, texts.slice(0, 2)];
  return values.flatMap((x, index) => [
    { x, y: { z: values[(index * 7 + 3) % values.length] } },
    { x, y: { z: x } },
  ]);
}

/** A text that is a number is taken for one, in its plain form: `canonical-number` is given. */
function isCanonical({ x, y }: Readonly<Record<string, unknown>>): boolean {
  const values = [x, (y as Readonly<Record<string, unknown>>)['z']].flat();
  return values.every(
    value =>
      typeof value !== 'string' ||
      Number.isNaN(Number(value)) ||
      value === '' ||
      String(Number(value)) === value,
  );
}

function held(dialect: Dialect, within: Predicate): boolean {
  const rule = planned(within);
  switch (within.kind) {
    case 'not':
      return held(dialect, within.operand);
    case 'and':
    case 'or':
      return within.operands.every(each => held(dialect, each));
    case 'always':
      return true;
    default:
      return dialect.inspect?.(within, rule)?.kind === 'exact';
  }
}

/** ES|QL is written for fields that hold one value: `single-valued` is given. */
function isSingle(event: Readonly<Record<string, unknown>>): boolean {
  return !JSON.stringify(event).includes('[');
}

function readBack(language: QueryLanguage, query: string): Predicate {
  const text = EmbeddedText.whole(new SourceFile('query', query));
  const { value, diagnostics } = language.lower(text, {});
  if (value?.kind !== 'events')
    throw new Error(`${query}\n${JSON.stringify(diagnostics.map(each => each.message))}`);
  return value.where;
}

const dialects = elastic.dialects.flatMap(dialect => {
  const language = languages[dialect.name];
  return language === undefined ? [] : [[dialect.name, dialect, language] as const];
});

test.each(dialects)('%s: a printed query, read back, holds of the same events', (name, dialect, language) => {
  fc.assert(
    fc.property(
      predicate.filter(each => held(dialect, each)),
      written => {
        const query = dialect.print(planned(written));
        const read = readBack(language, query);
        const [before, after] = [compilePredicate(written), compilePredicate(read)];
        const events = eventsFor(written).filter(isCanonical);
        for (const event of events.filter(each => name !== 'esql' || isSingle(each)))
          expect(after(event), `${query}\n${printPredicate(read)}\n${JSON.stringify(event)}`).toBe(
            before(event),
          );
      },
    ),
    { numRuns: 120 },
  );
});
