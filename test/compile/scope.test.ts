import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend } from '../../src/ir/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';

function verdict(format: 'eql' | 'kql', query: string, backend: Backend, dialect?: string) {
  const [read] = bareQueryReader(format).read(new SourceFile(`q.${format}`, query), {
    placeholders: new Map(),
  });
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error('not read');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  return compile(rule, backend, dialect === undefined ? options : { ...options, dialect }).verdict;
}

/** What selects the source is a part of the rule for its own product. */
test.each([
  ['file where event.action != "other"', 'exact'],
  ['file where event.action not in~ ("other")', 'broader'],
  ['process where event.type == "start" and host.os.type == "windows"', 'exact'],
  ['process where event.type == "start" and host.os.type : "windows"', 'narrower'],
] as const)('%s in KQL is %s', (query, expected) => {
  expect(verdict('eql', query, elastic, 'kql')).toBe(expected);
});

/** A kind of event that logs do not bear is not asked for, also where the rule asks for others. */
test.each([
  ['event.dataset:github.audit and event.type:deletion', 'broader'],
  ['event.dataset:github.audit and not event.type:deletion', 'broader'],
  ['event.dataset:github.audit and event.type:deletion and event.action:repo.destroy', 'exact'],
] as const)('%s in Splunk is %s', (query, expected) => {
  expect(verdict('kql', query, splunk)).toBe(expected);
});
