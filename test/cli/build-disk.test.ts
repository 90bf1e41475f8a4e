import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

/** A disk that takes so many bytes more; what a full one has taken of a file stays there. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, code: 'ENOSPC', closed: 'none' }));
vi.mock('node:fs', async load => {
  const real = await load<typeof import('node:fs')>();
  const refuse = (): never => {
    throw Object.assign(new Error(`${disk.code}: write`), { code: disk.code, syscall: 'write' });
  };
  const writeFileSync: typeof real.writeFileSync = (file, data, options) => {
    const text = String(data);
    if (text.length > disk.left) {
      real.writeFileSync(file, text.slice(0, disk.left), options);
      disk.left = 0;
      refuse();
    }
    disk.left -= text.length;
    real.writeFileSync(file, data, options);
  };
  const isClosed = (path: unknown): boolean => String(path).endsWith(disk.closed);
  const readFileSync = ((...given) =>
    isClosed(given[0]) ? refuse() : real.readFileSync(...given)) as typeof real.readFileSync;
  const readdirSync = ((...given: Parameters<typeof real.readdirSync>) =>
    isClosed(given[0]) ? refuse() : real.readdirSync(...given)) as typeof real.readdirSync;
  return { ...real, writeFileSync, readFileSync, readdirSync };
});

const config = `rules: [{ paths: [rules] }]
evidence: none
packs:
  - { name: panther, target: panther, folder: packs/panther }
  - { name: sigma, target: sigma, folder: packs/sigma }
`;
const rule = (name: string): string =>
  sigmaRule('One', plainDetection.replace('cmd', name), 'id: 11111111-1111-4111-8111-111111111111\n');

eachInOwnFolder(async () => {
  disk.left = Number.POSITIVE_INFINITY;
  disk.code = 'ENOSPC';
  disk.closed = 'none';
  writeFiles('.', { 'ruleglot.config.yaml': config, 'rules/one.yml': rule('cmd') });
  writeFiles('.', { 'rules/deep/two.yml': sigmaRule('Two', plainDetection) });
  await ranHere(['build', '-q']);
  writeFileSync('rules/one.yml', rule('pwsh'));
});

function tree(): ReadonlyMap<string, string> {
  const paths = readdirSync('.', { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    paths
      .filter(path => !path.startsWith('.ruleglot-cache') && statSync(path).isFile())
      .map(path => [path, readFileSync(path, 'utf8')]),
  );
}

test('a disk that is full at any byte: each file is old or new, it is told, and the next build goes on', async () => {
  const old = tree();
  rmSync('.ruleglot-cache', { recursive: true });
  await ranHere(['build', '-q', '--no-cache']);
  const fresh = tree();
  const states = new Set<string>();
  for (let left = 0; left < 9000; left += 997) {
    for (const [path, text] of old) if (!path.startsWith('rules')) writeFileSync(path, text);
    disk.left = left;
    const { code, stderr } = await ranHere(['build', '-q', '--no-cache']);
    const isFull = disk.left === 0;
    disk.left = Number.POSITIVE_INFINITY;
    const now = tree();
    if (isFull) expect(stderr).toContain('error[cli/unwritable]');
    if (isFull) expect(stderr).toContain('the disk is full');
    expect(code).toBe(isFull ? 2 : 0);
    expect([...now.keys()]).toEqual([...fresh.keys()]);
    for (const [path, text] of now)
      if (path !== 'ruleglot.lock') expect([old.get(path), fresh.get(path)]).toContain(text);
    states.add([...now].filter(([path, text]) => text === fresh.get(path)).length.toString());
    await ranHere(['build', '-q', '--no-cache']);
    expect(tree()).toEqual(fresh);
  }
  expect(states.size).toBeGreaterThan(2);
});

test('a cache that cannot be written is none', async () => {
  disk.left = 0;
  rmSync('.ruleglot-cache', { recursive: true });
  const { stderr } = await ranHere(['build', '--check', '-q']);
  expect(stderr).not.toContain('cli/unwritable');
});

test.each(['sarif', 'junit', 'html', 'markdown', 'json', 'ndjson'])(
  'a report as %s that the disk does not take is as it was, and leaves nothing beside it',
  async form => {
    const request = `${form}=told/report.${form}`;
    const report = async () => ranHere(['build', '-q', '--check', '--report', request]);
    await ranHere(['build', '-q']);
    disk.left = 20;
    expect(await report()).toMatchObject({ code: 2, stderr: expect.stringContaining('the disk is full') });
    expect(readdirSync('told')).toEqual([]);
    disk.left = Number.POSITIVE_INFINITY;
    expect(await report()).toMatchObject({ code: 0 });
    const before = tree();
    disk.left = 20;
    expect(await report()).toMatchObject({ code: 2 });
    expect(tree()).toEqual(before);
  },
);

test('documents of convert that the disk does not take are as they were, or not there', async () => {
  const words = ['convert', 'rules', '-t', 'sigma', '-t', 'panther', '-o', 'out', '--evidence', 'none', '-q'];
  disk.left = 700;
  expect(await ranHere(words)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the disk is full'),
  });
  disk.left = Number.POSITIVE_INFINITY;
  const made = tree();
  await ranHere(words);
  const whole = tree();
  for (const [path, text] of made) expect(whole.get(path)).toBe(text);
  expect(made.size).toBeLessThan(whole.size);
  writeFileSync('rules/one.yml', rule('bash'));
  const before = tree();
  disk.left = 300;
  await ranHere(words);
  expect(tree()).toEqual(before);
});

test('a site that the disk does not take is told, and holds no half page', async () => {
  disk.left = 5000;
  const ran = await ranHere(['catalog', 'rules', '-o', 'site', '-q']);
  expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(/cannot write .*: the disk is full/) });
  disk.left = Number.POSITIVE_INFINITY;
  const made = tree();
  await ranHere(['catalog', 'rules', '-o', 'site', '-q', '--fresh']);
  const whole = tree();
  for (const [path, text] of made) expect(whole.get(path)).toBe(text);
});

test.each([
  ['EACCES', 'no permission'],
  ['EROFS', 'the file system is read-only'],
])('%s of a pack is told in words, and nothing is written', async (code, said) => {
  const before = tree();
  Object.assign(disk, { left: 0, code });
  const ran = await ranHere(['build', '-q', '--no-cache']);
  disk.left = Number.POSITIVE_INFINITY;
  expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
  expect(tree()).toEqual(before);
  disk.left = 0;
  const { stderr } = await ranHere(['build', '--no-cache']);
  disk.left = Number.POSITIVE_INFINITY;
  expect(stderr).toContain('not all files are written');
  expect(stderr).not.toMatch(/\d+ files written/);
});

test.each([
  ['a lock', 'ruleglot.lock', config],
  ['a folder of rules', 'rules/deep', config],
  ['a folder that a glob looks into', 'rules/deep', config.replace('[rules]', '["rules/**/*.yml"]')],
])(
  '%s that cannot be read stops the build: its rules and files would be lost',
  async (_name, closed, text) => {
    writeFileSync('ruleglot.config.yaml', text);
    const before = tree();
    Object.assign(disk, { closed, code: 'EACCES' });
    const ran = await ranHere(['build', '-q']);
    disk.closed = 'none';
    const told = `${closed}: error[read/unreadable]: cannot read this file: no permission`;
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(told) });
    expect(tree()).toEqual(before);
  },
);
