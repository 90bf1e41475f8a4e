import { expect, test } from 'vitest';
import type { FilesBeside } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { analysed, analysedOne, exclusionLine, rowLine, siteOf } from './catalog-of.ts';

const query = `AnalysisType: scheduled_query
QueryName: Keys of the vault, counted
Query: |
  SELECT userIdentity:arn AS who, COUNT(DISTINCT requestParameters:key) AS n
  FROM panther_logs.public.aws_cloudtrail
  WHERE p_occurs_since('2 hours')
    AND eventName = 'GetVaultKey' -- <script>alert(1)</script>
    AND NOT userAgent LIKE 'vault-agent%'
  GROUP BY who, awsRegion
  HAVING n > 20
Schedule: { RateMinutes: 60, TimeoutMinutes: 2 }
`;
const rule = `AnalysisType: scheduled_rule
RuleID: Vault.Keys.Counted
DisplayName: Many keys of the vault
Filename: keys.py
Severity: High
ScheduledQueries: ["Keys of the vault, counted"]
`;
const beside = (queries: Readonly<Record<string, string>>): FilesBeside => ({
  file: () => new SourceFile('keys.py', 'def rule(event):\n    return True\n'),
  folder: (_, names) =>
    names.includes('queries')
      ? {
          path: 'queries',
          names: () => Object.keys(queries),
          file: name => new SourceFile(`queries/${name}`, queries[name] ?? ''),
        }
      : undefined,
});

test('a scheduled rule shows its query: clauses, conditions, groups, times', async () => {
  const { entry, detail } = await analysedOne('rules/keys.yml', rule, {
    beside: beside({ 'other.yml': 'AnalysisType: datamodel\n', 'vault/keys.yml': query }),
  });
  expect(entry).toMatchObject({
    ...{ type: 'Scheduled query', language: 'SQL', isWhole: true, platforms: ['AWS'] },
    sources: [{ id: 'aws.cloudtrail' }],
  });
  expect(entry.indicators.map(rowLine)).toEqual(['eventName eq: GetVaultKey', 'n gt: 20']);
  expect(entry.indicators[0]?.canonical).toBe('event.action');
  expect(entry.exclusions.map(exclusionLine)).toEqual(['userAgent starts_with: vault-agent']);
  expect(detail).toMatchObject({ groupBy: ['awsRegion', 'who'], timeWindow: '2 hours', runsEvery: '1 hour' });
  expect(detail.stages.map(({ kind }) => kind)).toEqual(['select', 'from', 'where', 'group by', 'having']);
  expect(detail.body.map(({ language }) => language)).toEqual(['yaml', 'sql']);
  const { files } = await siteOf([{ entry, detail }]);
  expect(files.filter(({ path, text }) => path.endsWith('.html') && text.includes('<script>alert'))).toEqual(
    [],
  );
});

test('a query that stands in the same file is found, one that is nowhere is none', async () => {
  const [both] = await analysed({ 'rules/keys.yml': `${query}---\n${rule}` }, { beside: beside({}) });
  expect(both?.entry.indicators.map(rowLine)).toContain('eventName eq: GetVaultKey');
  const { entry, detail } = await analysedOne('rules/keys.yml', rule, { beside: beside({}) });
  expect([entry.type, entry.indicators, detail.stages]).toEqual(['Scheduled query', [], []]);
});

const head = `AnalysisType: correlation_rule
RuleID: Vault.Opened.Then.Emptied
DisplayName: The vault is opened, then emptied
Severity: High
Detection:
`;

test('a correlation rule shows the rules that it joins, and what they have in common', async () => {
  const { entry, detail } = await analysedOne(
    'rules/vault.yml',
    `${head}  - Sequence:
      - ID: opened
        RuleID: AWS.Vault.Opened
      - ID: emptied
        RuleID: AWS.Vault.Emptied
        MinMatchCount: 5
    Transitions:
      - ID: then
        From: opened
        To: emptied
        WithinTimeFrameMinutes: 10
        Match:
          - On: p_alert_context.vault
          - From: user
            To: actor
    LookbackWindowMinutes: 90
    Schedule: { RateMinutes: 45, TimeoutMinutes: 2 }
`,
  );
  expect(entry).toMatchObject({ type: 'Sequence of matches of other rules', platforms: ['AWS'] });
  expect(detail).toMatchObject({
    groupBy: ['actor', 'p_alert_context.vault', 'user'],
    timeWindow: '90 minutes',
    runsEvery: '45 minutes',
  });
  expect(detail.stages.map(({ kind }) => kind)).toEqual(['step 1', 'step 2', 'transition']);
  expect(detail.stages[1]?.text).toBe('ID: emptied\nRuleID: AWS.Vault.Emptied\nMinMatchCount: 5');
});

test.each([
  ['  - Group:\n      - { ID: a, RuleID: A.B }\n', 'Matches of several other rules'],
  ['  - Group: 5\n', 'Matches of several other rules'],
  ['  nothing\n', 'not read as a whole'],
])('a correlation rule of %j', async (detection, type) => {
  expect((await analysedOne('rules/vault.yml', head + detection)).entry.type).toBe(type);
});
