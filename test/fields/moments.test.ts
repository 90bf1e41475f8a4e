import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend } from '../../src/ir/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

// Sysmon writes `2026-11-22 01:02:03.456`, where strftime of SPL takes a number of seconds.
test.each([
  ['UtcTime|hour: 3', 'refused'],
  ['UtcTime: "2026-11-22 01:02:03.456"', 'exact'],
])('of a time that the log has as text, %s in Splunk is %s', (item, verdict) => {
  expect(verdictIn(splunk, 'product: windows, category: process_creation', item)).toBe(verdict);
});

// Elastic's integration makes @timestamp of it: https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/sysmon_operational
test.each([
  ['product: windows, category: process_creation', 'UtcTime|contains: " 03:"', 'refused'],
  ['product: windows, category: process_creation', 'UtcTime|exists: true', 'exact'],
  ['product: windows, service: sysmon', 'UtcTime: "2026-11-22 01:02:03.456"', 'exact'],
  ['product: aws, service: cloudtrail', 'eventTime: "2026-11-22T01:02:03Z"', 'exact'],
])('of the time of an event of %s, %s in Elastic is %s', (source, item, verdict) => {
  expect(verdictIn(elastic, source, item)).toBe(verdict);
});

function verdictIn(backend: Backend, source: string, item: string): string {
  const text = `title: t\nlogsource: {${source}}\ndetection: {s: {${item}}, condition: s}\n`;
  const [read] = sigmaReader.read(new SourceFile('r.yml', text), { placeholders: new Map() });
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error('no rule');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  return compile(rule, backend, options).verdict;
}
