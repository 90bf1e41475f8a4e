import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { analyseRule } from '../../src/catalog/model/analyse.ts';
import type { AnalysedRule } from '../../src/catalog/model/catalog-rule.ts';
import { resolve } from '../../src/fields/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { SourceFile } from '../../src/source/index.ts';

const names = [
  'seed-token-of-an-account-read',
  'seed-secret-read-by-a-new-client',
  'seed-service-account-turned-away',
  'seed-many-secrets-in-six-minutes',
] as const;

const pages = new Map<string, AnalysedRule>();

beforeAll(async () => {
  for (const name of names) {
    const path = `rules/${name}/${name}.toml`;
    const file = new SourceFile(path, readFileSync(path, 'utf8'));
    const [read] = elasticTomlReader.read(file, { placeholders: new Map() });
    if (read?.rule === undefined) throw new Error(`${path} is not read`);
    const rule = resolve(read.rule).value;
    const end = file.text.length;
    pages.set(name, await analyseRule({ read: { ...read, rule }, file, end, macros: {} }, []));
  }
});

function page(name: (typeof names)[number]): AnalysedRule {
  const found = pages.get(name);
  if (found === undefined) throw new Error(name);
  return found;
}

describe('what a page shows of a rule comes out of the model', () => {
  test.each([
    ['seed-token-of-an-account-read', 'Single event', 'medium', 47, '6 minutes'],
    ['seed-secret-read-by-a-new-client', 'New terms', 'low', 21, '9 minutes'],
    ['seed-service-account-turned-away', 'New terms', 'low', 21, '9 minutes'],
    ['seed-many-secrets-in-six-minutes', 'Aggregation or pipeline', 'high', 73, '6 minutes'],
  ] as const)(
    '%s: type, severity, risk score and time window',
    (name, type, level, riskScore, timeWindow) => {
      expect(page(name).entry).toMatchObject({ type, level, riskScore });
      expect(page(name).detail.timeWindow).toBe(timeWindow);
    },
  );

  test.each([
    ['seed-secret-read-by-a-new-client', ['source.ip', 'user.name', 'user_agent.original'], '1 week'],
    ['seed-service-account-turned-away', ['kubernetes.audit.userAgent'], '12 days'],
  ] as const)('%s: fields of new terms and their history', (name, fields, history) => {
    expect(page(name).detail.newTerms).toEqual({ fields, history });
  });

  test('an aggregation: its group, its stages in order, and the columns that it gives', () => {
    const { detail } = page('seed-many-secrets-in-six-minutes');
    expect(detail.groupBy).toEqual([
      'kubernetes.audit.user.username',
      'source.ip',
      'user.name',
      'user_agent.original',
    ]);
    expect(detail.stages.map(stage => stage.kind)).toEqual(['from', 'where', 'stats', 'where', 'keep']);
    expect(detail.outputs.map(({ field }) => field)).toContain('Esql.*');
  });

  test('conditions stand with their values, what is left out as exclusions', () => {
    const { entry } = page('seed-many-secrets-in-six-minutes');
    const rows = page('seed-token-of-an-account-read').detail.stages.flatMap(stage => stage.rows);
    expect(rows.find(({ field }) => field === 'file.path')).toMatchObject({ kind: 'in' });
    expect(JSON.stringify(entry.exclusions)).toContain('system:kube-scheduler');
  });
});
