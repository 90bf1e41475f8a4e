import { describe, expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile, type Translation } from '../../src/compile/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { holdsGivens } from '../../src/verify/held-givens.ts';
import { type Verified, verifyTranslation, witnessEvents } from '../../src/verify/index.ts';
import { samples } from '../golden/samples.ts';

interface Judged {
  readonly name: string;
  readonly rule: Rule;
  readonly translation: Translation;
  readonly checked: Verified;
}

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
const backends = await Promise.all(targets.map(entry => entry.load()));
const rules = (await samples()).flatMap(sample =>
  sample.rules.flatMap(read => (read.rule === undefined ? [] : [{ name: sample.name, rule: read.rule }])),
);

const judged = await Promise.all(
  backends.map(async backend => ({ target: backend.target, pairs: await judgedSamples(backend) })),
);

async function judgedSamples(backend: Backend): Promise<readonly Judged[]> {
  const all: Judged[] = [];
  for (const { name, rule } of rules) {
    const translation = compile(rule, backend, options);
    all.push({ name, rule, translation, checked: await verifyTranslation(rule, translation) });
  }
  return all;
}

test.each(judged)('no sample is contradicted by its query read back: $target', ({ pairs }) => {
  const wrong = pairs.filter(({ checked }) => checked.contradicted);
  expect(wrong.map(({ name, checked }) => `${name}: ${JSON.stringify(checked.witness)}`)).toEqual([]);
});

test.each(judged)(
  'what is proved exact for $target says of every witness what the rule says',
  ({ pairs }) => {
    const wrong: string[] = [];
    let count = 0;
    for (const { name, checked } of pairs) {
      const { translation, readings } = checked;
      if (readings === undefined || translation.verdict !== 'exact') continue;
      // A made event has no raw text to agree with its fields.
      if (translation.given.includes('raw-text')) continue;
      const [ofRule, ofQuery] = [compilePredicate(readings.rule), compilePredicate(readings.query)];
      for (const { event, why } of witnessEvents(readings.rule, { limit: 60 })) {
        // Other spellings of numbers, Booleans and addresses are what the translation takes as given.
        if (!holdsGivens(translation.given, event)) continue;
        count++;
        if (ofRule(event) !== ofQuery(event)) wrong.push(`${name}: ${why}`);
      }
    }
    expect(count).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  },
);

/** One change of a printed query that a careless printer could make, where the query has what it needs. */
const mutations: readonly (readonly [string, (query: string) => string])[] = [
  ['a negation is lost', query => query.replace(/\b(?:not|NOT) (?!in\b|exists)/, '')],
  ['a value is another', query => query.replace(/([A-Za-z]{4})(["'*\n])/, '$1q$2')],
  // Not that of count(*), of names of columns, or of indices, which are no part of a condition.
  ['a wildcard is lost', query => query.replace(/(?<![(.-])\*(["'\s)])/, '$1')],
];

describe.each(mutations)('%s', (_name, mutate) => {
  test.each(['elastic', 'splunk', 'sigma'])('and is found in %s', async target => {
    let mutants = 0;
    const missed: string[] = [];
    for (const { name, rule, translation, checked: proved } of samplesTo(target)) {
      const mutant = mutantOf(translation, mutate);
      if (mutant === undefined || proved.translation.evidence?.kind !== 'proved') continue;
      mutants++;
      const checked = await verifyTranslation(rule, mutant);
      const isCaught = checked.contradicted || checked.translation.evidence?.kind === 'unverified';
      if (!isCaught && translation.verdict === 'exact') missed.push(`${name}: ${mutant.query}`);
    }
    // A mutant that is proved equal is one: `*` lost from a value that another value of the list covers.
    expect(mutants).toBeGreaterThan(3);
    expect(missed.length / mutants).toBeLessThan(0.1);
  });
});

function samplesTo(target: string): readonly Judged[] {
  const found = judged.find(each => each.target === target);
  if (found === undefined) throw new Error(`no backend ${target}`);
  return found.pairs;
}

function mutantOf(translation: Translation, mutate: (query: string) => string): Translation | undefined {
  const { query } = translation;
  if (query === undefined) return undefined;
  // The title of a document is no part of what it finds.
  const [title = ''] = /^title:.*\n/.exec(query) ?? [];
  const changed = title + mutate(query.slice(title.length));
  return changed === query ? undefined : { ...translation, query: changed };
}
