import { expect, test } from 'vitest';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

// Sysmon writes `2026-11-22 01:02:03.456`, where strftime of SPL takes a number of seconds.
test.each([
  ['UtcTime|hour: 3', 'refused'],
  ['UtcTime: "2026-11-22 01:02:03.456"', 'exact'],
])('of a time that the log has as text, %s in Splunk is %s', (item, verdict) => {
  const text = `title: t\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {${item}}, condition: s}\n`;
  const [read] = sigmaReader.read(new SourceFile('r.yml', text), { placeholders: new Map() });
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error('no rule');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  expect(compile(rule, splunk, options).verdict).toBe(verdict);
});
