import { expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

async function translated(backend: Backend, query: string) {
  const file = new SourceFile('a.esql', query);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  return compile(rule, backend, options);
}

const renamed = (name: string) =>
  `from a | rename ${name} as x | where x == "y" | stats n = count(*) by x | where n > 3`;

test('a field that the target derives is no name that is changed: a process is not its path', async () => {
  const { verdict, query } = await translated(splunk, renamed('process.name'));
  expect(verdict).toBe('exact');
  expect(query).toContain(String.raw`| eval x=replace(Image, "(?s)^.*[\\\\/]", "")`);
  expect(query).not.toContain('rename');
});

test('a field that the target writes otherwise is not the same by another name', async () => {
  const { verdict, reasons } = await translated(splunk, renamed('user.name'));
  expect(verdict).toBe('different');
  expect(reasons.join()).toContain('written in another way');
});

test.each([
  ['splunk', splunk, 'process.command_line', 'rename CommandLine AS x'],
  ['panther', panther, 'user.name', 'user:name AS x'],
])('a field that %s has as it is gets another name', async (_name, backend, name, part) => {
  const { verdict, query } = await translated(backend, renamed(name));
  expect(verdict).toBe('exact');
  expect(query).toContain(part);
});

test('what a table is asked for is the value of the field', async () => {
  const query =
    'from a | enrich t on process.name with risk | where risk == "high" | stats n = count(*) by host.id';
  const found = await translated(splunk, query);
  expect(found.query).toContain(String.raw`| eval 'process.name'=replace(Image, "(?s)^.*[\\\\/]", "")`);
  expect(found.query).toContain('| lookup t "process.name" OUTPUT risk');
});

test('a table that is asked for values that the target writes otherwise tells others', async () => {
  const query =
    'from a | enrich t on user.name with risk | where risk == "high" | stats n = count(*) by host.id';
  expect((await translated(splunk, query)).verdict).toBe('different');
});

const grouped = (rest: string) => `from a | stats n = count(*), v = values(host.id) by user.id | ${rest}`;

test.each([
  ['a key that is compared', 'where user.id == "S-1-5-18" and n > 3', 'different'],
  ['values that are compared', 'where mv_contains(v, "x") and n > 3', 'different'],
  ['what is made of a key and compared', 'eval x = to_lower(user.id) | where x == "a"', 'different'],
  ['another name of a key that is compared', 'rename user.id as x | where x == "a"', 'different'],
  ['the first rows by a key', 'sort user.id | limit 3', 'different'],
  ['a key that is there', 'where user.id is not null and n > 3', 'exact'],
  ['a number of values', 'where mv_count(v) > 3', 'exact'],
  ['what is shown alone', 'where n > 3 | eval x = to_lower(user.id)', 'exact'],
  ['a key again', 'stats m = count(*) by user.id | where m > 3', 'exact'],
])('an account stands for its id in groups, not in what is asked of it: %s', async (_name, rest, verdict) => {
  expect((await translated(splunk, grouped(rest))).verdict).toBe(verdict);
});
