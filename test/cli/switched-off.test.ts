import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

inOwnFolder();

const panther = (enabled: string): string =>
  `AnalysisType: rule\nFilename: rule.py\nRuleID: A.B\nEnabled: ${enabled}\nLogTypes: [Okta.SystemLog]\nSeverity: Low\n`;
const kibana = (more: object): string =>
  JSON.stringify({
    ...{ rule_id: 'r1', name: 'Named', type: 'query', language: 'kuery', query: 'event.action: a' },
    ...{ index: ['logs-okta.system*'], risk_score: 1, severity: 'low', ...more },
  });
const saved = (...settings: readonly string[]): string =>
  ['[Named]', ...settings, 'search = sourcetype=aws:cloudtrail eventName=A', ''].join('\n');

/** The files of a rule, and whether it is to run in Splunk and Panther, in a document of Elastic's, and for its import. */
const rules: readonly (readonly [
  name: string,
  files: Readonly<Record<string, string>>,
  runs: boolean,
  inElastic: boolean | undefined,
])[] = [
  ['a rule of Panther', { 'rule.yml': panther('true') }, true, undefined],
  ['a rule of Panther that is off', { 'rule.yml': panther('false') }, false, false],
  ['a rule of Kibana', { 'rule.ndjson': kibana({ enabled: true }) }, true, true],
  ['a rule of Kibana that is off', { 'rule.ndjson': kibana({ enabled: false }) }, false, false],
  ['a rule of Kibana that does not say', { 'rule.ndjson': kibana({}) }, true, undefined],
  ['a search of Splunk', { 'savedsearches.conf': saved('enableSched = 1', 'disabled = 0') }, true, undefined],
  ['a disabled search', { 'savedsearches.conf': saved('enableSched = 1', 'disabled = true') }, false, false],
  ['a search without schedule', { 'savedsearches.conf': saved('enableSched = 0') }, false, false],
  ['a search that does not say', { 'savedsearches.conf': saved() }, true, undefined],
  ['a rule of Sigma', { 'rule.yml': sigmaRule('R', plainDetection) }, true, undefined],
  [
    'a rule of Sigma that is given up',
    { 'rule.yml': sigmaRule('R', plainDetection, 'status: deprecated\n') },
    false,
    undefined,
  ],
];

test.each(rules)('%s', async (name, files, runs, inElastic) => {
  const top = name.replaceAll(' ', '-');
  writeFiles(top, { ...files, 'rule.py': 'def rule(event):\n    return event.get("eventType") == "a"\n' });
  const targets = ['splunk', 'panther', 'elastic', 'sigma'].flatMap(target => ['-t', target]);
  const { stderr } = await ranHere(['convert', top, ...targets, '--evidence', 'none', '-o', `${top}/out`]);
  const textOf = (target: string): string =>
    readdirSync(`${top}/out/${target}`)
      .map(file => readFileSync(`${top}/out/${target}/${file}`, 'utf8'))
      .join('\n');
  expect(textOf('splunk')).toContain(`\ndisabled = ${runs ? 0 : 1}\n`);
  expect(textOf('panther')).toContain(`\nEnabled: ${runs}\n`);
  expect(/^enabled = (.*)$/m.exec(textOf('elastic'))?.[1]).toBe(inElastic?.toString());
  const isTold = runs || name.includes('given up');
  expect(stderr.includes('the sigma document has no place for: being switched off')).toBe(!isTold);
  expect(stderr).not.toMatch(/no place for:.*(?:enabled|Enabled|enableSched|disabled) \(/);
});

test('a contentctl detection has no place for it: its apps come with all searches disabled', async () => {
  writeFiles('escu', { 'savedsearches.conf': saved('disabled = 1') });
  const ran = await ranHere(['convert', 'escu', '-t', 'splunk', '-f', 'escu', '--evidence', 'none']);
  expect(ran.stderr).toContain('the splunk document has no place for: being switched off (1 rule)');
});
