import { describe, expect, test } from 'vitest';
import {
  isOfAttack,
  placedAttack,
  tacticOf,
  tactics,
  techniqueIds,
  techniqueName,
  techniqueOf,
} from '../../src/ir/index.ts';

const families = { T1685: 'Disable or Modify Tools', T1686: 'Disable or Modify System Firewall' };

describe('techniques of ATT&CK', () => {
  test.each([
    ['T1059.001', 'T1059.001', undefined],
    ['t1059.001', 'T1059.001', undefined],
    ['T1562', 'T1685', 'T1685'],
    ['T1562.001', 'T1685', 'T1685'],
    ['T1562.002', 'T1685.001', 'T1685.001'],
    ['T1562.004', 'T1686', 'T1686'],
    ['T1562.008', 'T1685.002', 'T1685.002'],
    ['T1685', 'T1685', undefined],
    ['T1686', 'T1686', undefined],
  ] as const)('%s is %s now', (written, id, instead) => {
    expect(techniqueOf(written)).toMatchObject({ id, ...(instead === undefined ? {} : { instead }) });
    expect(techniqueOf(written)?.instead).toBe(instead);
  });

  test('names of the family', () => {
    for (const [id, name] of Object.entries(families)) expect(techniqueOf(id)?.name).toBe(name);
  });

  test.each([
    ['T1562', 'Impair Defenses'],
    ['t1562.001', 'Disable or Modify Tools'],
    ['T1089', 'Disabling Security Tools'],
    ['T1685', 'Disable or Modify Tools'],
    ['T1036.003', 'Rename Legitimate Utilities'],
    ['T9999', undefined],
    ['constructor', undefined],
  ])('%s is called %s, whatever took its place', (id, name) => {
    expect(techniqueName(id)).toBe(name);
  });

  test('every id that was revoked has the name that it had', () => {
    for (const id of techniqueIds()) expect([id, techniqueName(id)]).not.toEqual([id, undefined]);
  });

  test('what is no technique', () => {
    for (const id of ['T9999', 'T1059.999', 'TA0002', '', 'constructor'])
      expect(techniqueOf(id)).toBeUndefined();
  });

  test('every id leads to a technique of this version, whose tactics are known', () => {
    const shortNames = new Set(tactics.map(({ shortName }) => shortName));
    for (const id of techniqueIds()) {
      const found = techniqueOf(id);
      expect([id, techniqueOf(found?.id ?? '')?.instead]).toEqual([id, undefined]);
      expect(found?.tactics.length).toBeGreaterThan(0);
      expect(found?.tactics.filter(each => !shortNames.has(each))).toEqual([]);
    }
  });
});

describe('tactics', () => {
  test.each([
    ['TA0002', 'execution'],
    ['Command and Control', 'command-and-control'],
    ['command_and_control', 'command-and-control'],
    ['c2', 'command-and-control'],
    ['Stealth', 'stealth'],
    ['defense-impairment', 'defense-impairment'],
    ['TA0112', 'defense-impairment'],
    ['Defence Evasion', 'defense-evasion'],
    ['TA0005', 'defense-evasion'],
  ])('%s is %s', (written, shortName) => {
    expect(tacticOf(written)?.shortName).toBe(shortName);
  });
});

describe('what a rule refers to is of what is looked for', () => {
  test.each([
    ['T1685', 'T1562', true],
    ['T1562.001', 'T1685', true],
    ['T1686.003', 'T1562', true],
    ['T1562.004', 'T1686', true],
    ['T1685', 'T1686', false],
    ['T1059.001', 'T1059', true],
    ['T1059', 'T1059.001', false],
    ['T1059', 'T105', false],
    ['stealth', 'defense-evasion', true],
    ['defense-impairment', 'TA0005', true],
    ['Defense Evasion', 'stealth', true],
    ['stealth', 'defense-impairment', false],
    ['execution', 'TA0002', true],
    ['T1059', 'execution', false],
  ])('%s of %s: %s', (own, wanted, is) => {
    expect(isOfAttack(own, wanted)).toBe(is);
  });
});

test.each([
  ['T1562.004', 'defense-evasion', 'TA0005'],
  ['T1685', 'defense-impairment', 'TA0112'],
  ['T1036', 'stealth', 'TA0005'],
])('%s alone stands under %s, of its own version', (id, name, tactic) => {
  expect(placedAttack([{ techniques: [{ id }] }])).toMatchObject([
    { tactic: { id: tactic, name }, techniques: [{ id }] },
  ]);
});
