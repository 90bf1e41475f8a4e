import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inOwnFolder, ranHere } from '../cli/in-process.ts';
import { writeFiles } from '../cli/ruleglot.ts';

inOwnFolder();

const module = `def is_known(event):
    return False


def rule(event):
    return event.get("eventType") == "user.session.start" and not is_known(event)


def dedup(event):
    return event.deep_get("actor", "alternateId", default="")
`;
const yamlOf = (more: string): string => `AnalysisType: rule
Filename: m.py
RuleID: Acme.Login
DisplayName: Login
Enabled: true
LogTypes: [Okta.SystemLog]
Severity: High
Status: Beta
DedupPeriodMinutes: 180
OutputIds: [11111111-2222-4333-8444-555555555555]
OnlyUseBaseRiskScore: true
SummaryAttributes: [actor.alternateId]
Reports: { MITRE ATT&CK: [TA0001:T1078, "by hand"], CIS: ["1.2"] }
InlineFilters: [{ All: [{ Key: outcome.result, Condition: Equals, Value: SUCCESS }] }]
${more}Tests:
  - Name: A login
    ExpectedResult: true
    Log: { eventType: user.session.start, outcome: { result: SUCCESS }, actor: { alternateId: a@acme.example } }
  - Name: A logout
    ExpectedResult: false
    Log: { eventType: user.session.end, p_log_type: Okta.SystemLog }
`;
const mocked = `  - Name: A known one
    ExpectedResult: false
    Mocks: [{ objectName: is_known, returnValue: true }]
    Log: { eventType: user.session.start, outcome: { result: SUCCESS } }
`;

async function convert(yaml: string, target = 'panther'): Promise<{ stderr: string; text: string }> {
  writeFiles('.', { 'rules/m.yml': yaml, 'rules/m.py': module });
  const { stderr } = await ranHere(['convert', 'rules', '-t', target, '-o', 'out']);
  const path = { panther: 'panther/m.yml', elastic: 'elastic/m.toml', splunk: 'splunk/m.conf' }[target];
  return { stderr, text: readFileSync(`out/${path}`, 'utf8') };
}

const names = (text: string): readonly string[] =>
  (parse(text).Tests as readonly { Name: string }[]).map(({ Name }) => Name);

test('a rule of Panther that is written for Panther keeps what it says of its alerts, and its tests', async () => {
  const { stderr, text } = await convert(yamlOf(''));
  expect(stderr).not.toContain('plan/metadata-lost');
  expect(parse(text)).toMatchObject({
    Status: 'Beta',
    DedupPeriodMinutes: 180,
    Threshold: 1,
    OutputIds: ['11111111-2222-4333-8444-555555555555'],
    OnlyUseBaseRiskScore: true,
    SummaryAttributes: ['actor.alternateId'],
    Reports: { 'MITRE ATT&CK': ['TA0001:T1078', 'by hand'], CIS: ['1.2'] },
  });
  expect(names(text)).toEqual(['A login', 'A logout']);
  expect(readFileSync('out/panther/m.py', 'utf8')).toContain('def dedup(event):');
});

test('a test that needs mocks is not kept, which is told', async () => {
  const { stderr, text } = await convert(yamlOf('') + mocked);
  expect(stderr).toContain('has no place for: Tests (1 rule)');
  expect(names(text)).toEqual(['A login', 'A logout']);
});

test('a threshold stays, with the tests of the events that it counts', async () => {
  const { stderr, text } = await convert(yamlOf('Threshold: 5\n'));
  expect(stderr).not.toContain('plan/metadata-lost');
  expect(parse(text)).toMatchObject({ DedupPeriodMinutes: 180, Threshold: 5 });
  expect(names(text)).toEqual(['A login', 'A logout']);
});

test('what dedup() makes one alert of is so in other products', async () => {
  expect((await convert(yamlOf(''), 'splunk')).text).toMatch(
    /^alert\.suppress\.fields = actor\.alternateId\nalert\.suppress\.period = 3h$/m,
  );
  expect((await convert(yamlOf(''), 'elastic')).text).toContain('group_by = ["okta.actor.alternate_id"]');
});

test('a dedup() that nobody can read is told as lost', async () => {
  const odd = module.replace(/return event\.deep.*/, 'return open(event.get("x")).read()');
  writeFiles('.', { 'rules/m.yml': yamlOf(''), 'rules/m.py': odd });
  const { stderr } = await ranHere(['convert', 'rules', '-t', 'panther', '-o', 'out']);
  expect(stderr).toContain('dedup() (1 rule)');
});
