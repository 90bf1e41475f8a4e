import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { inOwnFolder, ranHere } from '../cli/in-process.ts';
import { writeFiles } from '../cli/ruleglot.ts';

const folder = inOwnFolder();

function rule(title: string, technique: string, selection: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    title,
    tags: ['attack.execution', technique],
    logsource: { category: 'process_creation', product: 'windows' },
    detection: { selection, condition: 'selection' },
  });
}

const wide = { 'CommandLine|contains': ['--ledger-export', '--till-dump'] };
const before = {
  'rules/wide.yml': rule('Wide', 'attack.t1059.001', wide),
  'rules/narrow.yml': rule('Narrow', 'attack.t1059.001', { ...wide, 'Image|endswith': '\\ledger.exe' }),
  'rules/apart.yml': rule('Apart', 'attack.t1105', { 'CommandLine|contains': '--fetch-rates' }),
  'rules/broken.yml': 'title: [',
};

function run(into: string): ReturnType<typeof ranHere> {
  return ranHere(['catalog', 'rules', '-o', into]);
}

function filesIn(into: string): Readonly<Record<string, string>> {
  const names = readdirSync(into, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes('.ruleglot-cache'))
    .map(entry => join(entry.parentPath, entry.name).slice(into.length + 1))
    .sort();
  return Object.fromEntries(names.map(name => [name, readFileSync(join(into, name), 'utf8')]));
}

let first: Awaited<ReturnType<typeof ranHere>>;
let made: Readonly<Record<string, string>>;

beforeAll(async () => {
  writeFiles(folder, before);
  first = await run('site');
  made = filesIn('site');
});

test('readable rules have a page, what cannot be read is told', () => {
  expect(first).toMatchObject({ code: 1, stdout: '' });
  expect(first.stderr).toContain('rules/broken.yml');
  expect(first.stderr).toContain('3 rules');
  expect(Object.keys(made).filter(name => name.startsWith('rules/'))).toEqual([
    'rules/sigma-apart.html',
    'rules/sigma-narrow.html',
    'rules/sigma-wide.html',
  ]);
});

test('a page says which similar rule is proved wider, and which narrower', () => {
  expect(made['rules/sigma-narrow.html']).toMatch(/sigma-wide\.html[\s\S]{0,200}wider: matches all/);
  expect(made['rules/sigma-wide.html']).toMatch(/sigma-narrow\.html[\s\S]{0,200}narrower: matches only/);
});

test('the same rules make the same bytes, and a second run does nothing', async () => {
  await run('again');
  expect(filesIn('again')).toEqual(made);
  writeFiles(folder, { 'rules/broken.yml': 'title: [' });
  rmSync('rules/broken.yml');
  expect((await run('again')).code).toBe(0);
  const stamps = Object.keys(made).map(name => statSync(join('again', name)).mtimeMs);
  expect((await run('again')).stderr).toContain('none changed');
  expect(Object.keys(made).map(name => statSync(join('again', name)).mtimeMs)).toEqual(stamps);
});

test('of a changed rule the pages are written that say something else, and what is no more is removed', async () => {
  await run('later');
  for (const name of Object.keys(made)) utimesSync(join('later', name), 0, 0);
  writeFiles(folder, {
    'rules/apart.yml': rule('Apart', 'attack.t1105', { 'CommandLine|contains': '--fetch-prices' }),
  });
  await run('later');
  const written = Object.keys(filesIn('later')).filter(name => statSync(join('later', name)).mtimeMs > 0);
  expect(written).toContain('rules/sigma-apart.html');
  expect(written).toContain('techniques/t1105.html');
  expect(written).not.toContain('rules/sigma-wide.html');
  expect(written).not.toContain('techniques/t1059.001.html');
  expect(readFileSync('later/rules/sigma-wide.html', 'utf8')).toContain('narrower: matches only');
  rmSync('rules/narrow.yml');
  await run('later');
  expect(existsSync('later/rules/sigma-narrow.html')).toBe(false);
  expect(readFileSync('later/rules/sigma-wide.html', 'utf8')).not.toContain('narrower: matches only');
});

const search = (text: string): string =>
  `name: Till Sweep\nid: 5f0f2b7e-2d1c-4d2c-9d0b-0c9c5b1a7f11\ndescription: d\ntype: TTP\ndata_source: []\nsearch: ${JSON.stringify(text)}\n`;

test('macros of a Splunk search are opened where their definitions are given; another definition is another page', async () => {
  const conf = (country: string): string => `[till_countries]\ndefinition = Country="${country}"\n`;
  writeFiles(folder, {
    'escu/sweep.yml': search('index=till action=sweep | search NOT `till_countries`'),
    'given/macros.conf': conf('Utopia'),
  });
  const made = (...words: string[]) => ranHere(['catalog', 'escu', '-o', 'opened', ...words]);
  const page = (): string => readFileSync('opened/rules/splunk-sweep.html', 'utf8');
  await made();
  expect(page()).not.toContain('Utopia');
  for (const country of ['Utopia', 'Atlantis']) {
    writeFileSync('given/macros.conf', conf(country));
    await made('--macros', 'given');
    expect(page()).toContain(country);
  }
  expect(await made('--macros', 'nowhere')).toMatchObject({ code: 2 });
});

test('a helper that a Panther rule imports counts as the rule does', async () => {
  const helper = (verb: string): string => `def is_it(event):\n    return event.get("verb") == "${verb}"\n`;
  writeFiles(folder, {
    'panther/till.yml':
      'AnalysisType: rule\nFilename: till.py\nRuleID: Till\nDisplayName: Till\nEnabled: true\nLogTypes: [Till.Log]\nSeverity: Low\n',
    'panther/till.py': 'from own_helper import is_it\n\ndef rule(event):\n    return is_it(event)\n',
  });
  for (const verb of ['open-till', 'close-till']) {
    writeFiles(folder, { 'global_helpers/own_helper.py': helper(verb) });
    await ranHere(['catalog', 'panther', '-o', 'helped']);
    const [page = ''] = readdirSync('helped/rules').filter(name => name.endsWith('.html'));
    expect(readFileSync(join('helped/rules', page), 'utf8')).toContain(verb);
  }
});

test('what is no regular file is told, and not waited for', async () => {
  writeFiles(folder, { 'odd/one.yml': before['rules/wide.yml'] });
  expect(spawnSync('mkfifo', [join(folder, 'odd/pipe.yml')]).status).toBe(0);
  const { code, stderr } = await ranHere(['catalog', 'odd', '-o', 'odd-site']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'odd/pipe.yml: error[read/unreadable]: cannot read this file: it is no regular file',
  );
}, 20_000);
