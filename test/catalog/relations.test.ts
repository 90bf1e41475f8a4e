import { expect, test } from 'vitest';
import { comparablePairs, relationBetween, turned } from '../../src/catalog/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { analysed } from './catalog-of.ts';

function sigma(title: string, selection: Readonly<Record<string, unknown>>): string {
  const logsource = { category: 'process_creation', product: 'windows' };
  return JSON.stringify({ title, logsource, detection: { selection, condition: 'selection' } });
}

const values = ['--ledger-export', '--till-dump', '--vault-copy'];
const files = {
  'all.yml': sigma('All', { 'CommandLine|contains': values }),
  'same.yml': sigma('Same', { 'CommandLine|contains': [...values].reverse() }),
  'fewer.yml': sigma('Fewer', { 'CommandLine|contains': values, 'Image|endswith': '\\ledger.exe' }),
  'other.yml': sigma('Other', { 'CommandLine|contains': [...values.slice(1), '--new'] }),
  'elastic.eql': `process where host.os.type == "windows" and process.command_line : ("*${values.join('*", "*')}*")`,
};

async function ruleOf(path: keyof typeof files): Promise<Rule> {
  const file = new SourceFile(path, files[path]);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(`no rule in ${path}`);
  return rule;
}

test.each([
  ['all.yml', 'same.yml', 'equal'],
  ['all.yml', 'fewer.yml', 'narrower'],
  ['fewer.yml', 'all.yml', 'wider'],
  ['all.yml', 'other.yml', undefined],
] as const)('%s, seen from it %s is %s', async (first, second, relation) => {
  const found = relationBetween(await ruleOf(first), await ruleOf(second));
  expect(found?.relation).toBe(relation);
});

test('from the other side wider is narrower, and what it rests on stays', () => {
  expect(turned({ relation: 'wider', given: ['source:x'] })).toEqual({
    relation: 'narrower',
    given: ['source:x'],
  });
  expect(turned({ relation: 'equal', given: [] })).toEqual({ relation: 'equal', given: [] });
});

test('pairs that are compared: similar rules of which one asks for no field that the other does not', async () => {
  const found = await analysed(files);
  const rules = found.map(({ entry }, index) => ({ ...entry, index, slug: `${index}` }));
  const titles = comparablePairs(rules).map(pair =>
    pair.map(({ title, language }) => title || language).join(' - '),
  );
  expect(titles).toEqual(expect.arrayContaining(['All - Same', 'All - Fewer']));
  expect(comparablePairs(rules.map(rule => ({ ...rule, isWhole: false })))).toEqual([]);
});
