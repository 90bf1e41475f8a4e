import { expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect: 'python' } as const;

function counted(timespan: string, least: number): string {
  return `title: Failed
name: failed
logsource: { product: windows, service: security }
detection:
  selection: { EventID: 4625 }
  condition: selection
---
title: Many
correlation:
  type: event_count
  rules: [failed]
  group-by: [Computer]
  timespan: ${timespan}
  condition: { gte: ${least} }
`;
}

/** https://docs.panther.com/detections/rules#deduplication-of-alerts */
test.each([
  ['10s', 3, 'different tested'],
  ['90s', 3, 'different tested'],
  ['450s', 3, 'different tested'],
  ['5m', 3, 'narrower tested'],
  ['1h', 30, 'narrower tested'],
])('matches within %s are counted in whole minutes, five at least: %s', async (timespan, least, expected) => {
  const file = new SourceFile('rule.yml', counted(timespan, least));
  const read = sigmaReader.read(file, { placeholders: new Map() }).at(-1);
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  const { translation, contradicted } = await verifyTranslation(rule, compile(rule, panther, options));
  expect(`${translation.verdict} ${translation.evidence?.kind}`).toBe(expected);
  expect(contradicted).toBe(false);
});
