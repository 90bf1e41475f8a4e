import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

const sigma = (category: string, item: string) =>
  `title: T\nlogsource:\n  product: windows\n  ${category}\ndetection:\n  s:\n    ${item}\n  condition: s\n`;

/** Elastic indexes no keyword of more than 1,024 characters: https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ignore-above */
test.each([
  [
    'a.yml',
    sigma('category: process_access', "CallTrace|contains: 'x'"),
    'elastic',
    'winlog.event_data.CallTrace',
  ],
  [
    'a.yml',
    sigma('service: security', "TaskContent|contains: 'x'"),
    'elastic',
    'winlog.event_data.TaskContent',
  ],
  [
    'a.yml',
    sigma('service: security', 'TaskContent|exists: true'),
    'elastic',
    'winlog.event_data.TaskContent',
  ],
  ['a.yml', sigma('service: security', "TaskContent: 'x'"), 'elastic'],
  ['a.yml', sigma('service: security', "TaskContent|contains: 'x'"), 'splunk'],
  ['a.yml', sigma('category: process_creation', "CommandLine|contains: 'x'"), 'elastic'],
  ['a.yml', sigma('category: process_creation', "Image|endswith: 'x'"), 'elastic'],
  ['a.kql', 'winlog.event_data.TaskContent: *x*', 'splunk', 'winlog.event_data.TaskContent'],
  ['a.kql', 'winlog.event_data.TaskContent: *x*', 'elastic'],
  ['a.kql', 'not winlog.event_data.TaskContent: x', 'splunk'],
])('%s: %s to %s', async (path, text, target, ...fields) => {
  const file = new SourceFile(path, text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  const backend = await targets.find(each => each.target === target)?.load();
  if (rule === undefined || backend === undefined) throw new Error('not read');
  const { given } = compile(rule, backend, { casing: 'keep', strictFields: false, profile: defaultProfile });
  expect(given.filter(each => each.startsWith('indexed-whole:'))).toEqual(
    fields.map(each => `indexed-whole:${each}`),
  );
});
