import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const set = (...pairs: readonly string[]): string =>
  `[[rule.threat_mapping]]\n${pairs.map(each => `[[rule.threat_mapping.entries]]\ntype = "mapping"\n${each}\n`).join('')}`;
const md5 = set('field = "file.hash.md5"\nvalue = "ti.file.hash.md5"');
const name = set('field = "file.name"\nvalue = "ti.file.name"');

function matched(query: string, indicators: string, sets: string): Rule {
  const text = `[rule]
name = "n"
rule_id = "i"
risk_score = 1
severity = "low"
description = "d"
type = "threat_match"
index = ["logs-own-*"]
language = "kuery"
threat_language = "kuery"
threat_index = ["ti-*"]
query = '''${query}'''
threat_query = '''${indicators}'''
${sets}`;
  const [read] = elasticTomlReader.read(new SourceFile('r.toml', text), { placeholders: new Map() });
  const found = read?.rule && resolve(read.rule).value;
  if (found === undefined) throw new Error(read?.diagnostics[0]?.message);
  return found;
}

async function verified(rule: Rule, backend: Backend) {
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { translation, contradicted } = await verifyTranslation(rule, compile(rule, backend, options));
  return { ...translation, contradicted };
}

test.each([
  ['the only condition', 'file.hash.*:*', 'ti.file.hash.*:*', md5],
  ['one of several', 'a:x and (file.hash.*:* or dll.hash.*:*)', 'ti.file.hash.*:* and not b:y', md5],
  ['of each set another', 'file.hash.*:* or file.name:*', 'ti.file.*:*', `${md5}${name}`],
])(
  'names with wildcards that the compared fields imply are not asked for: %s',
  async (_name, query, indicators, sets) => {
    const rule = matched(query, indicators, sets);
    for (const backend of [splunk, panther]) {
      const { verdict, evidence, query: found = '', contradicted } = await verified(rule, backend);
      expect([backend.target, verdict, evidence?.kind, contradicted]).toEqual([
        backend.target,
        'exact',
        'proved',
        false,
      ]);
      expect(found).not.toContain('file.hash.*');
    }
    expect((await verified(rule, elastic)).query).toBe(query);
  },
);

test.each([
  ['beneath a negation', 'a:x and not file.hash.*:*', md5],
  ['another name', 'dll.hash.*:*', md5],
  ['of one set alone', 'file.hash.*:*', `${md5}${name}`],
  [
    'of what must differ',
    'file.hash.*:*',
    set(
      'field = "file.name"\nvalue = "ti.file.name"',
      'field = "file.hash.md5"\nvalue = "ti.file.hash.md5"\nnegate = true',
    ),
  ],
])('those that they do not imply stay: %s', async (_name, query, sets) => {
  expect((await verified(matched(query, 'b:y', sets), panther)).reasons.join()).toMatch(
    /names of fields|must differ/,
  );
});
