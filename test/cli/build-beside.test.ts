import { readFileSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { writeFiles } from './ruleglot.ts';

const searches = 'packs/splunk/default/savedsearches.conf';

eachInOwnFolder(() =>
  writeFiles('.', {
    'ruleglot.config.yaml': `rules: [{ paths: [rules] }]\nevidence: none\npacks: [{ name: splunk, target: splunk, folder: packs/splunk }]\n`,
  }),
);

const joining = `AnalysisType: correlation_rule
RuleID: Join
Enabled: true
Severity: High
Detection:
  - Group: [{ ID: A, RuleID: Part, MinMatchCount: 3 }]
    MatchCriteria: { who: [{ GroupID: A, Match: sourceIPAddress }] }
    LookbackWindowMinutes: 15
    Schedule: { RateMinutes: 5, TimeoutMinutes: 2 }
`;
const part =
  'AnalysisType: rule\nRuleID: Part\nEnabled: true\nSeverity: Info\nFilename: part.py\nLogTypes: [AWS.CloudTrail]\n';
const matching = (name: string): string =>
  `def rule(event):\n    return event.get("eventName") == "${name}"\n`;
const scheduled =
  '"AnalysisType": scheduled_rule\nRuleID: Often\nEnabled: true\nFilename: often.py\nScheduledQueries: [Often]\nSeverity: Low\n';
const query = (name: string): string =>
  `AnalysisType: scheduled_query\nQueryName: Often\nEnabled: true\nQuery: |-\n  SELECT sourceIPAddress AS ip, COUNT(*) AS n FROM panther_logs.public.aws_cloudtrail\n  WHERE p_occurs_since('1 hour') AND eventName = '${name}' GROUP BY 1 HAVING COUNT(*) >= 3\nSchedule: { RateMinutes: 60, TimeoutMinutes: 5 }\n`;
const everyRow = 'def rule(_):\n    return True\n';

/** The rule alone would come out of the cache, and the lock would call its packs fresh. */
test.each<[string, Readonly<Record<string, string>>, string, (name: string) => string]>([
  ['the rules that a correlation rule joins', { 'join.yml': joining, 'part.yml': part }, 'part.py', matching],
  [
    'the query of a scheduled rule beside it',
    { 'often.yml': scheduled, 'often.py': everyRow },
    'often_query.yml',
    query,
  ],
  [
    'the query of a scheduled rule in a file of another name beside it',
    { 'often.yml': scheduled, 'often.py': everyRow },
    'zz.yml',
    query,
  ],
  [
    'the query of a scheduled rule in the folder of queries',
    { 'often.yml': scheduled, 'often.py': everyRow },
    '../queries/often.yml',
    query,
  ],
])('%s counts as the rule does', async (_name, files, changing, text) => {
  const below = Object.entries(files).map(([path, each]) => [`rules/${path}`, each] as const);
  const written = (name: string): void =>
    writeFiles('.', { ...Object.fromEntries(below), [`rules/${changing}`]: text(name) });
  const stanzas = (): readonly string[] => readFileSync(searches, 'utf8').match(/^search = .*$/gm) ?? [];
  written('ConsoleLogin');
  expect((await ranHere(['build', '-q'])).code).toBe(0);
  const before = stanzas();
  expect(before.join()).toContain('ConsoleLogin');
  written('AssumeRole');
  expect((await ranHere(['build', '--check', '-q'])).code).toBe(1);
  await ranHere(['build', '-q']);
  expect(stanzas()).toEqual(before.map(each => each.replaceAll('ConsoleLogin', 'AssumeRole')));
});

test('files beside a rule may be links', async () => {
  writeFiles('.', {
    'rules/often.yml': scheduled,
    'rules/often.py': everyRow,
    'store/a': query('ConsoleLogin'),
  });
  symlinkSync('../store/a', 'rules/often_query.yml');
  const { code } = await ranHere(['build']);
  expect(code).toBe(0);
  expect(readFileSync(searches, 'utf8')).toContain('ConsoleLogin');
});

test('what is wrong with a module is told in its place, and why one that is there cannot be read', async () => {
  const module = 'def rule(event):\n    return event.get("own") == "a"\n';
  writeFiles('.', { 'rules/part.yml': part, 'rules/part.py': module });
  const { stderr } = await ranHere(['build']);
  expect(stderr).toMatch(/ {2}= help: in rules\/part\.py:2:12; add it to fields: of ruleglot\.config\.yaml/);
  writeFiles('.', { 'rules/part.py': `<<<<<<< HEAD\n${module}=======\n${module}>>>>>>> other\n` });
  expect((await ranHere(['build'])).stderr).toContain(
    'the module part.py beside this file cannot be read: this file has marks of a merge that was not finished',
  );
});
