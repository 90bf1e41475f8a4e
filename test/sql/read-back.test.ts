import { describe, expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';
import { severalRules } from '../verify/several-rules.ts';

function rule(rest: string): Rule {
  const text = `[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\nindex = ["logs-okta.system*"]\nfrom = "now-9m"\ninterval = "5m"\n${rest}`;
  const [read] = elasticTomlReader.read(new SourceFile('rule.toml', text), { placeholders: new Map() });
  const found = read?.rule && resolve(read.rule).value;
  if (found === undefined) throw new Error('unread');
  return found;
}

const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect: 'sql' } as const;

const threshold = rule(
  'type = "threshold"\nlanguage = "kuery"\nquery = "event.outcome:FAILURE"\n[rule.threshold]\nfield = ["source.ip"]\nvalue = 5',
);
const aggregation = rule(
  `type = "esql"\nlanguage = "esql"\nquery = '''from logs-okta.system* | where event.outcome == "FAILURE" | stats n = count(*), users = count_distinct(event.action) by source.ip | where n >= 4 and users > 2'''`,
);

describe('what a scheduled query says is compared with the rule', () => {
  test.each([
    ['a threshold is tested by series', threshold, 'tested'],
    ['an aggregation is proved', aggregation, 'proved'],
  ])('%s', async (_name, each, kind) => {
    const translation = compile(each, panther, options);
    expect(translation.dialect?.name).toBe('sql');
    const { translation: verified, contradicted } = await verifyTranslation(each, translation);
    expect([verified.verdict, verified.evidence?.kind, contradicted]).toEqual(['exact', kind, false]);
  });

  test.each<[string, (query: string) => string]>([
    ['one more is asked for', query => query.replace('>= 5', '>= 6')],
    ['one less is asked for', query => query.replace('>= 5', '>= 4')],
    ['other events are counted', query => query.replace(/'failure'/i, "'other'")],
    [
      'the key is another',
      query => query.replaceAll(/\w+(?::\w+)*::string(?= AS|,? ?\n?HAVING|\n)/g, 'other::string'),
    ],
  ])('%s: a contradiction', async (_name, change) => {
    const translation = compile(threshold, panther, options);
    const query = change(translation.query ?? '');
    expect(query).not.toBe(translation.query);
    const { contradicted } = await verifyTranslation(threshold, { ...translation, query });
    expect(contradicted).toBe(true);
  });

  test.each<[string, (query: string) => string]>([
    [
      'alerts that go on are counted anew',
      query => query.replace('NOT COALESCE(held_before_2 = 1, FALSE)', 'TRUE'),
    ],
    ['alerts go on whatever came before', query => query.replaceAll('LAG(held)', 'LAG(1)')],
    [
      'groups are not parted',
      query => query.replace(/LAG\(held\) OVER \(PARTITION BY who::string /, 'LAG(held) OVER ('),
    ],
  ])('the alerts of another correlation, where %s: a contradiction', async (_name, change) => {
    const [path, text] = severalRules['count of a correlation'] ?? ['', ''];
    const [read] = sigmaReader.read(new SourceFile(path, text), { placeholders: new Map() }).slice(-1);
    const nested = read?.rule && resolve(read.rule).value;
    if (nested === undefined) throw new Error('unread');
    const translation = compile(nested, panther, options);
    const { contradicted: asWritten } = await verifyTranslation(nested, translation);
    const query = change(translation.query ?? '');
    expect(query).not.toBe(translation.query);
    const { contradicted } = await verifyTranslation(nested, { ...translation, query });
    expect([asWritten, contradicted]).toEqual([false, true]);
  });

  test('a query that looks back on less finds less', async () => {
    const translation = compile(threshold, panther, options);
    const query = (translation.query ?? '').replace("'9 minutes'", "'1 minute'");
    const { translation: verified, contradicted } = await verifyTranslation(threshold, {
      ...translation,
      query,
    });
    expect([verified.evidence?.kind, contradicted]).toEqual(['tested', true]);
  });
});
