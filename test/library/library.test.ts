import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { compile, evaluate, matcher, type Rule, read, verify } from '../../src/index.ts';
import { temporaryFolder, writeFiles } from '../cli/ruleglot.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = temporaryFolder();
const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
afterAll(() => log.mockRestore());

const page = readFileSync(join(root, 'docs/library.md'), 'utf8');
const examples = [...page.matchAll(/## ([^\n]+)\n.*?```js\n(.*?)```/gs)].map(
  ([, title = '', code = '']) => [title, code] as const,
);

test('the page has its examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(4);
});

test.each(examples)('docs: %s', async (title, code) => {
  const path = `${title.replaceAll(/\W+/g, '-')}.mjs`;
  writeFiles(folder, { [path]: code.replaceAll("'ruleglot'", JSON.stringify(join(root, 'src/index.ts'))) });
  await import(join(folder, path));
});

const kql = async (text: string): Promise<Rule> => {
  const [found] = await read({ path: 'a.kql', text });
  if (found?.rule === undefined) throw new Error(JSON.stringify(found?.diagnostics));
  return found.rule;
};

describe('read', () => {
  test('what cannot be read has no rule, and says where', async () => {
    const [found] = await read({ path: 'a.kql', text: 'process.name: (' });
    expect(found?.rule).toBeUndefined();
    expect(found?.diagnostics[0]?.span?.start).toBe(15);
    expect(await read({ path: 'notes.txt', text: 'hello' })).toMatchObject([
      { rule: undefined, diagnostics: [{ code: 'read/unknown-format' }] },
    ]);
  });

  test('a format that there is not is told', async () => {
    await expect(read({ path: 'a', text: '' }, { format: 'kwl' })).rejects.toThrow(RangeError);
  });

  test('placeholders have their values', async () => {
    const text =
      "title: A\nlogsource: { product: linux }\ndetection:\n  s:\n    User|expand: '%Admins%'\n  condition: s\n";
    const [found] = await read({ path: 'a.yml', text }, { placeholders: { Admins: ['root', 'toor'] } });
    const query = found?.rule && (await compile(found.rule, 'sigma')).query;
    expect(query).toContain('toor');
  });

  test('a correlation finds the rules that it names in other files', async () => {
    const rule =
      'title: A\nname: own\nlogsource: { product: linux }\ndetection:\n  s: { User: root }\n  condition: s\n';
    const correlation =
      'title: Many\ncorrelation:\n  type: event_count\n  rules: [own]\n  group-by: [User]\n  timespan: 5m\n  condition: { gte: 3 }\n';
    const found = await read([
      { path: 'rules/a.yml', text: rule },
      { path: 'rules/many.yml', text: correlation },
    ]);
    expect(found.map(each => each.rule?.search.kind)).toEqual(['correlate']);
  });
});

describe('compile', () => {
  test('documents have the name and the format that are asked for', async () => {
    const rule = await kql('process.name: cmd.exe');
    const { documents } = await compile(rule, 'elastic', { fileName: 'own', format: 'ndjson' });
    expect(documents.map(({ path }) => path)).toEqual(['own.ndjson']);
  });

  test.each([
    ['splnk', /splunk/],
    ['elastic:spl', /elastic:kql/],
  ])('the target %s is a RangeError with what there is', async (target, said) => {
    await expect(compile(await kql('a: b'), target)).rejects.toThrow(said);
  });
});

test('verify: what is broader has an event that shows it', async () => {
  const rule = await kql('process.name: cmd.exe');
  const compiled = await compile(rule, 'splunk', { casing: 'relax' });
  const { verdict, evidence, witness, contradicted } = await verify(rule, compiled);
  expect({ verdict, kind: evidence?.kind, contradicted }).toEqual({
    verdict: 'broader',
    kind: 'proved',
    contradicted: false,
  });
  expect(witness.onlyQuery).toBeDefined();
  expect(witness.onlyRule).toBeUndefined();
});

describe('evaluate', () => {
  const at = (second: number, more: object): Record<string, unknown> => ({
    '@timestamp': new Date(second * 1000).toISOString(),
    ...more,
  });
  test('a sequence gives the events of each alert', async () => {
    const text =
      'sequence by host.id with maxspan=1m [process where process.name == "a"] [process where process.name == "b"]';
    const [found] = await read({ path: 'a.eql', text });
    const event = (second: number, name: string) =>
      at(second, { 'event.category': 'process', 'host.id': 'h', 'process.name': name });
    const events = [event(1, 'a'), event(20, 'x'), event(30, 'b'), event(500, 'b')];
    expect(found?.rule && evaluate(found.rule, events)).toEqual([{ events: [0, 2] }]);
    expect(() => matcher(found?.rule === undefined ? [] : [found.rule])).toThrow('several events');
  });

  test('form: whose names the events bear', async () => {
    const rule = await kql('process.executable: "C:\\\\a.exe"');
    const settings = { form: 'sigma', assumeSource: true } as const;
    expect(evaluate(rule, [{ Image: 'C:\\a.exe' }], settings)).toEqual(
      evaluate(rule, [{ 'process.executable': 'C:\\a.exe' }], { assumeSource: true }),
    );
  });
});
