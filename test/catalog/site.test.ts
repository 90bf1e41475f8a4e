import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FilesBeside, readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { allTargets, analysed, type MadeSite, siteOf } from './catalog-of.ts';
import { hostileDocument, hostileProgram, hostileSample, hostileSearch, sigmaSample } from './hostile.ts';

const many = Array.from(
  { length: 1200 },
  (_, at) => `--ledger-${at}-of-the-till-beside-the-harbour-that-is-open-at-night`,
);

const sources = {
  'rules/one.yml': sigmaSample('One', ['export', 'dump']),
  'rules/two.yml': sigmaSample('Two', ['export', 'purge']),
  'rules/hostile.yml': hostileSample(),
  'rules/hostile.toml': hostileDocument(),
  'rules/search.yml': hostileSearch(),
  'rules/program.yml': hostileProgram().yaml,
  'rules/many.yml': sigmaSample('Many', many, { tags: ['attack.execution', 'attack.t1105'] }),
  'rules/three.eql': 'process where process.name == "ledger.exe" and process.args : "export"',
};

const beside: FilesBeside = {
  file: (_, name) =>
    name === 'till.py' ? new SourceFile('rules/till.py', hostileProgram().module) : undefined,
  folder: () => undefined,
};

let site: MadeSite;
let again: MadeSite;

beforeAll(async () => {
  const into = await allTargets();
  site = await siteOf(await analysed(sources, { beside }, into));
  again = await siteOf(await analysed(sources, { beside }, into));
});

test('every readable rule has a page, and each technique, source, vendor and field', () => {
  const paths = site.files.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const { slug } of site.rules) expect(paths).toContain(`rules/${slug}.html`);
  expect(paths).toEqual(
    expect.arrayContaining([
      'index.html',
      'techniques/t1059.001.html',
      'techniques/t1059.001.yml',
      'vendors/sigma.html',
      'navigator.json',
    ]),
  );
});

test('the same rules make the same bytes', () => {
  expect(again.files).toEqual(site.files);
});

test('no link of a page leads nowhere, and none to a place that a page does not have', () => {
  const paths = new Map(site.files.map(({ path, text }) => [path, text]));
  const broken = [...paths].flatMap(([path, text]) =>
    path.endsWith('.html')
      ? [...text.matchAll(/(?:href|src)="([^"#]*)(?:#([^"]*))?"/g)].flatMap(([, to = '', anchor]) => {
          if (/^https?:/.test(to)) return [];
          const target = to === '' ? path : posix.normalize(posix.join(posix.dirname(path), to));
          const there = paths.get(target);
          const isThere = there !== undefined && (anchor === undefined || there.includes(`id="${anchor}"`));
          return isThere ? [] : [`${path}: ${to}#${anchor}`];
        })
      : [],
  );
  expect(broken).toEqual([]);
});

test('catalog.json fits its schema', () => {
  const schema: object = JSON.parse(readFileSync('schemas/catalog.schema.json', 'utf8'));
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
  const validate = ajv.compile(schema);
  expect(validate(JSON.parse(site.json)) ? '' : ajv.errorsText(validate.errors)).toBe('');
});

test('what the search loads names files that there are', () => {
  const paths = new Set(site.files.map(({ path }) => path));
  const rows = site.files
    .filter(({ path }) => path.startsWith('search/part'))
    .flatMap(
      ({ text }) =>
        JSON.parse(text.replace(/^ruleglotSearch\(\{rows:/, '').replace(/\}\);\n$/, '')) as string[][],
    );
  expect(rows.filter(([, , , path = '']) => !paths.has(path))).toEqual([]);
  expect(rows.map(([kind]) => kind)).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd', 'e']));
});

test('what is too long for a page stands beside it, whole', () => {
  const slug = site.rules.find(({ title }) => title === 'Many')?.slug ?? '';
  const page = site.files.find(({ path }) => path === `rules/${slug}.html`)?.text ?? '';
  const beside = site.files.filter(({ path }) => path.startsWith(`rules/${slug}-`));
  expect(page.length).toBeLessThan(400_000);
  expect(page).toContain('All 1200 values');
  expect(beside.map(({ text }) => text)).toContain(`${[...many].sort().join('\n')}\n`);
  expect(beside.filter(({ text }) => many.every(value => text.includes(value))).length).toBeGreaterThan(4);
  expect(beside.filter(({ path }) => !page.includes(`href="${path.slice('rules/'.length)}"`))).toEqual([]);
});

test('each field has the name of its author and the canonical one', () => {
  const page = site.files.find(({ path }) => path === `rules/${site.rules[0]?.slug}.html`)?.text ?? '';
  expect(page).toContain('<code class="own" title="process.command_line">CommandLine</code>');
  expect(page).toContain('<code class="ecs" title="CommandLine">process.command_line</code>');
});

describe('hostile texts', () => {
  const allowed =
    /^(?:!doctype|html|head|meta|title|link|script|body|a|header|p|nav|ul|ol|li|div|label|input|main|footer|section|h[123]|table|thead|tbody|tr|th|td|details|summary|code|pre|span|small|dl|dt|dd|svg|g|path|circle|text|form|select|option|br)$/i;

  test('make no markup of their own', () => {
    for (const { path, text } of site.files) {
      if (!path.endsWith('.html')) continue;
      const names = [...text.matchAll(/<\/?([^\s/>]+)/g)].map(([, name = '']) => name);
      expect(names.filter(name => !allowed.test(name))).toEqual([]);
      expect(text.match(/<script/g)).toHaveLength(1);
      expect(text.replaceAll(/="[^"]*"/g, '')).not.toMatch(/<[^>]*\son\w+/);
      expect(text).not.toMatch(/href="javascript/i);
    }
  });

  test('are shown with what would turn or hide them', () => {
    const hostile = site.rules.filter(({ title }) => title.includes('<script>'));
    expect(hostile.map(({ vendor }) => vendor)).toEqual(['sigma', 'elastic', 'splunk', 'panther']);
    for (const { slug } of hostile) {
      const page = site.files.find(({ path }) => path === `rules/${slug}.html`)?.text ?? '';
      expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(page).toContain('[U+202E]gnp.exe');
    }
    expect(
      site.files.filter(
        ({ path, text }) => path.endsWith('.html') && /[\u202a-\u202e\u2066-\u2069]/.test(text),
      ),
    ).toEqual([]);
  });

  test('cannot end a script', () => {
    for (const { path, text } of site.files)
      if (path.endsWith('.js') && path !== 'site.js') expect(text).not.toContain('</');
  });
});

test('a starting rule is Sigma of what the rules share', async () => {
  const text = site.files.find(({ path }) => path === 'techniques/t1059.001.yml')?.text ?? '';
  expect(text).toContain('category: process_creation');
  expect(text).toContain('export');
  expect(text).not.toContain('purge');
  expect(text).toMatch(/not/);
  const file = new SourceFile('start.yml', text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  expect(read?.diagnostics).toEqual([]);
  expect(read?.rule?.metadata.attack.flatMap(({ techniques }) => techniques.map(({ id }) => id))).toEqual([
    'T1059.001',
  ]);
});

test('a technique says what it is, and which of its sub-techniques have rules', () => {
  const page = (id: string): string =>
    site.files.find(({ path }) => path === `techniques/${id}.html`)?.text ?? '';
  expect(page('t1059.001')).toContain(
    'A sub-technique of <a href="../techniques/t1059.html">T1059 Command and Scripting Interpreter</a>.',
  );
  expect(page('t1059.001')).toContain('Rules here look at Windows');
  expect(page('t1059')).toMatch(/\d+ sub-techniques, 1 with rules here/);
  expect(page('t1059')).toContain('T1059.006 Python');
  const matrix = site.files.find(({ path }) => path === 'index.html')?.text ?? '';
  expect(matrix).toContain('<summary>1 sub-technique</summary>');
  expect(matrix).toContain('T1059.001 PowerShell<small>');
});
