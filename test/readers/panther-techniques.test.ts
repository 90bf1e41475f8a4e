import { expect, test } from 'vitest';
import { readPantherMetadata } from '../../src/readers/panther-metadata.ts';
import { readYaml } from '../../src/readers/yaml-document.ts';
import { SourceFile } from '../../src/source/index.ts';

/** Techniques as a rule of Panther lists them, by tactic, and what is no technique. */
const rows: readonly (readonly [written: string, attack: readonly string[], odd: readonly string[]])[] = [
  ['["TA0006:T1552.007", TA0006:T1110]', ['TA0006: T1552.007 T1110'], []],
  ['["TA0006: T1110", " ta0006 : t1078 "]', ['TA0006: T1110 T1078'], []],
  ['[T1078, TA0001:T1190, T1485]', ['-: T1078 T1485', 'TA0001: T1190'], []],
  ['[TA0001, TA0001:T1190]', ['TA0001: T1190'], []],
  ['[TA0001]', ['TA0001: '], []],
  [
    '[by hand, "TA0001:", TA0001T1190, "T1078:TA0001"]',
    [],
    ['by hand', 'TA0001:', 'TA0001T1190', 'T1078:TA0001'],
  ],
];

test.each(rows)('%s', (written, attack, odd) => {
  const file = new SourceFile('r.yml', `RuleID: a\nReports: { MITRE ATT&CK: ${written} }\n`);
  const tree = readYaml(file)[0]?.tree;
  if (tree?.kind !== 'map') throw new Error('no map');
  const { metadata } = readPantherMetadata(tree, 'a');
  const told = metadata.attack.map(
    ({ tactic, techniques }) => `${tactic?.id ?? '-'}: ${techniques.map(({ id }) => id).join(' ')}`,
  );
  expect(told).toEqual(attack);
  const left: unknown = metadata.extra['Reports'] ?? { 'MITRE ATT&CK': [] };
  expect(left).toEqual({ 'MITRE ATT&CK': odd });
});
