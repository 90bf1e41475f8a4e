import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { verifyTranslation, witnessEvents } from '../../src/verify/index.ts';
import { holdsGivens } from '../engines/assumptions.ts';
import { samples } from '../golden/samples.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
const rules = (await samples()).flatMap(sample =>
  sample.rules.flatMap(read => (read.rule === undefined ? [] : [{ name: sample.name, rule: read.rule }])),
);

test.each(targets.map(entry => [entry.target, entry] as const))(
  'what is proved exact for %s says of every witness what the rule says',
  async (_target, entry) => {
    const backend = await entry.load();
    const wrong: string[] = [];
    let count = 0;
    for (const { name, rule } of rules) {
      const { translation, readings } = await verifyTranslation(rule, compile(rule, backend, options));
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
