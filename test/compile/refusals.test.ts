import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { anyRun, field, type Predicate, pattern, text } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

const origin = [] as const;
const anyName: Predicate = {
  kind: 'equals',
  subject: { kind: 'fieldPattern', pattern: pattern([text('custom.'), anyRun]), vendor: 'elastic', origin },
  values: ['x'],
  casing: 'exact',
  quantifier: 'any',
  origin,
};
const length: Predicate = {
  kind: 'compares',
  left: { kind: 'call', function: 'length', arguments: [field('a', 'elastic')], origin },
  operator: 'gt',
  right: { kind: 'literal', value: 5, origin },
  as: 'number',
  casing: 'exact',
  quantifier: 'any',
  origin,
};

async function refusal(where: Predicate, dialect?: string) {
  const backend = await targets.find(({ target }) => target === 'elastic')?.load();
  if (backend === undefined) throw new Error('no target');
  const file = new SourceFile('q.kql', 'a: x');
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  if (read?.rule?.search.kind !== 'events') throw new Error('no rule');
  const rule = { ...read.rule, search: { ...read.rule.search, where } };
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { verdict, diagnostics } = compile(
    rule,
    backend,
    dialect === undefined ? options : { ...options, dialect },
  );
  const refused = diagnostics.filter(({ code }) => code === 'plan/refused');
  return [verdict, ...refused.map(({ message, help }) => `${message} = ${help}`)];
}

test('a rule that no dialect holds is told why of each', async () => {
  expect(await refusal({ kind: 'and', operands: [anyName, length], origin })).toEqual([
    'refused',
    'cannot be said in kql: KQL has no functions = nor in eql: EQL has no wildcards in field names; nor in esql: ES|QL has no wildcards in field names of a condition; nor in lucene: Lucene has no functions',
  ]);
});

test('of a dialect that is asked for, nothing is told of others', async () => {
  expect(await refusal(length, 'kql')).toEqual([
    'refused',
    'cannot be said in kql: KQL has no functions = undefined',
  ]);
});
