import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ReportLine } from '../../src/cli/report-lines.ts';
import { reportTable } from '../../src/cli/report-table.ts';
import { OutputFailure } from '../../src/cli/standard-output.ts';
import { junitReport } from '../../src/diagnostics/junit-reporter.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { junitViolations, sarifViolations } from './report-forms.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const folder = inOwnFolder();

const hostile = '<img src=x onerror=alert(1)> | `x` %0A::error::]]>&';
writeFiles(folder, {
  'rules/hostile.yml': sigmaRule(
    JSON.stringify(hostile),
    plainDetection,
    'id: 3f0c6a52-6c0e-4b54-8b0e-5d7a6d1c2b3a\n',
  ),
  'rules/odd.yml': sigmaRule('Odd', plainDetection.replace('Image', 'Nowhere')).replace('windows', 'linux'),
  'rules/broken.yml': 'title: [\n',
});
const forms = ['sarif', 'junit', 'markdown', 'html', 'github'];
const requests = forms.flatMap(form => ['--report', `${form}=${form}.out`]);
const { code } = await ranHere(['convert', 'rules', '-t', 'splunk', '-t', 'elastic', ...requests]);
const report = (form: string): string => readFileSync(`${form}.out`, 'utf8');

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region?: Readonly<Record<string, number>>;
        };
      }[];
    }[];
  }[];
}

test('the reports change nothing of the outcome', () => {
  expect(code).toBe(1);
});

test('SARIF: each result is of a rule of the tool, once, with its place in the source', () => {
  const { version, runs } = JSON.parse(report('sarif')) as Sarif;
  const [run] = runs;
  expect(version).toBe('2.1.0');
  const rules = run?.tool.driver.rules ?? [];
  const results = run?.results ?? [];
  expect(results.every(each => rules[each.ruleIndex]?.id === each.ruleId)).toBe(true);
  const unmapped = results.filter(({ ruleId }) => ruleId === 'fields/unmapped');
  expect(unmapped.length).toBeGreaterThan(0);
  expect(unmapped[0]?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'rules/odd.yml' },
    region: { startLine: 7, startColumn: 5, endLine: 7, endColumn: 12 },
  });
  const prints = results.map(each => each.partialFingerprints['ruleglot/v1']);
  expect(new Set(prints).size).toBe(results.length);
});

test('SARIF and JUnit are as their schemas have them', () => {
  const log = JSON.parse(report('sarif'));
  expect(sarifViolations(log)).toEqual([]);
  expect(sarifViolations({ ...log, runs: [{}] })).toEqual(["/runs/0 must have required property 'tool'"]);
  const xml = report('junit');
  expect(junitViolations(xml)).toEqual([]);
  expect(junitViolations(xml.replace('<testcase ', '<testcase id="1" '))).toEqual(['testcase with id']);
  expect(junitViolations(xml.replace('<system-err/>', ''))).toEqual([
    expect.stringMatching(/^testsuite with <properties>(?:<testcase>)+<system-out>$/),
  ]);
  expect(junitViolations(xml.replace('&lt;img', '<img'))).not.toEqual([]);
});

test('SARIF: fingerprints stay when lines come before', async () => {
  const before = (JSON.parse(report('sarif')) as Sarif).runs[0]?.results ?? [];
  writeFiles(folder, { 'moved/rules/odd.yml': `# a comment\n${readFileSync('rules/odd.yml', 'utf8')}` });
  process.chdir('moved');
  await ranHere(['convert', 'rules', '-t', 'splunk', '-t', 'elastic', '--report', 'sarif=out.sarif']);
  const moved = (JSON.parse(readFileSync('out.sarif', 'utf8')) as Sarif).runs[0]?.results ?? [];
  process.chdir('..');
  const prints = (results: typeof before): unknown[] =>
    results
      .filter(each => each.locations[0]?.physicalLocation.artifactLocation.uri === 'rules/odd.yml')
      .map(each => each.partialFingerprints);
  expect(prints(moved)).toEqual(prints(before));
});

test('JUnit: a suite a target, a case a rule, an error for what cannot be read', () => {
  const xml = report('junit');
  expect(xml).toContain('<testsuite name="rules" tests="1" failures="0" errors="1" skipped="0" package=');
  expect(xml).toContain('<testsuite name="splunk" tests="2" failures="0" errors="0" skipped="0" package=');
  expect(xml).toContain('name="&lt;img src=x onerror=alert(1)&gt; | `x` %0A::error::]]&gt;&amp;"');
  expect(xml.replaceAll(/<(\w+)[^>]*[^/]>(?=[^<]*<\/\1>)[^<]*<\/\1>|<\w+[^>]*\/>/g, '')).not.toMatch(/<img/);
});

test('JUnit: a name of several lines stays one, and begins no line of the report', () => {
  const xml = junitReport([{ suite: 's', className: 'c', name: 'One\r\n::error::two', properties: {} }]);
  expect(xml).toContain('<testcase classname="c" name="One&#13;&#10;::error::two" time="0"/>\n');
  expect(junitViolations(xml)).toEqual([]);
});

test('annotations: a line each, and no text begins one of its own', () => {
  const lines = report('github').trimEnd().split('\n');
  expect(lines.filter(line => !/^::(?:error|warning|notice) file=rules\/\w+\.yml[^:]*::/.test(line))).toEqual(
    [],
  );
  expect(lines).toContainEqual(expect.stringMatching(/^::error file=rules\/broken\.yml,line=2,/));
});

test('Markdown: rules and targets with their verdicts, and nothing of a rule is markup', () => {
  const text = report('markdown');
  expect(text).toContain('| rule | splunk | elastic |');
  expect(text).toContain('| Odd | exact, proved | exact, proved |');
  expect(text).toContain('- rules/broken.yml:2:');
  expect(text).toContain('&lt;img src=x onerror=alert\\(1\\)&gt; \\| \\`x\\`');
  expect(text).not.toContain('<img');
});

test('a table has its packs in their order, though few rules have all of them', () => {
  const line = (title: string, pack: string): ReportLine => ({
    ...{ schemaVersion: 1, kind: 'translation', path: `${title}.yml`, target: 'splunk', pack },
    rule: { format: 'sigma', document: 0, part: 0, line: 1, title },
    ...{ language: 'spl', verdict: 'exact', given: [], query: '', files: [], diagnostics: [] },
  });
  const rows = { first: ['c'], second: ['b', 'c'], third: ['a', 'b'], fourth: ['a', 'd'] };
  const lines = Object.entries(rows).flatMap(([title, packs]) => packs.map(pack => line(title, pack)));
  expect(reportTable(lines).columns).toEqual(['a', 'b', 'c', 'd']);
});

test('standard output that cannot be written is told in words', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(new OutputFailure(full).message).toBe('the disk is full');
});

test('HTML: one page that fetches nothing, and nothing of a rule is markup', () => {
  const text = report('html');
  expect(text).toContain("default-src 'none'");
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(text).not.toMatch(/<img|<script|https?:\/\/[^<]*\.(?:js|css)/);
});

test('a form that there is none of has its nearest name', async () => {
  const found = await ranHere(['convert', 'rules', '-t', 'splunk', '--report', 'sarf=x']);
  expect(found).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean sarif=FILE?') });
});
