import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';
import { samples } from '../golden/samples.ts';

const backend = await targets.find(({ target }) => target === 'splunk')?.load();
const rules = (await samples()).flatMap(sample =>
  sample.rules.flatMap(read => (read.rule === undefined ? [] : [{ name: sample.name, rule: read.rule }])),
);
const translated = rules.flatMap(({ name, rule }) => {
  if (backend === undefined || rule.search.kind !== 'events') return [];
  const options = {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
    dialect: 'datamodel',
  } as const;
  const translation = compile(rule, backend, options);
  return translation.verdict === 'refused' ? [] : [{ name, rule, translation }];
});

test('what is printed over data models is proved', async () => {
  const verdicts: string[] = [];
  for (const { name, rule, translation } of translated) {
    const { translation: found, contradicted } = await verifyTranslation(rule, translation);
    if (contradicted || found.evidence?.kind !== 'proved') verdicts.push(`${name}: ${found.evidence?.kind}`);
  }
  expect(translated.length).toBeGreaterThan(10);
  expect(verdicts).toEqual([]);
});

test.each([
  ['another value', (query: string) => query.replace(/([a-z]{4})(["*])/, '$1q$2')],
  ['another model', (query: string) => query.replace(/datamodel=\w+/, 'datamodel=Malware')],
  ['another command', (query: string) => `${query}\n| search dest=x`],
  ['a lost guard of nulls', (query: string) => query.replace('fillnull_value=null ', '')],
])('%s is found', async (_, mutate) => {
  const missed: string[] = [];
  for (const { name, rule, translation } of translated) {
    const query = mutate(translation.query ?? '');
    if (query === translation.query || translation.verdict !== 'exact') continue;
    const { translation: found, contradicted } = await verifyTranslation(rule, { ...translation, query });
    if (!contradicted && found.evidence?.kind === 'proved') missed.push(name);
  }
  expect(missed).toEqual([]);
});
