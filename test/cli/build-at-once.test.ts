import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const held = 'ruleglot.lock.ruleglot-held';
const output = 'packs/sigma/rules/one.yml';
const config = `rules: [{ paths: [rules] }]
evidence: none
packs: [{ name: sigma, target: sigma, folder: packs/sigma }]
`;
const ruleOf = (name: string): string => sigmaRule('One', plainDetection.replace('cmd', name));

eachInOwnFolder(async () => {
  writeFiles('.', { 'ruleglot.config.yaml': config, 'rules/one.yml': ruleOf('cmd') });
  await ranHere(['build', '-q']);
  writeFileSync('rules/one.yml', ruleOf('pwsh'));
});

test('a build waits for another one that writes in its place, and then sees what that one has made', async () => {
  const [lock = '', old = ''] = ['ruleglot.lock', output].map(path => readFileSync(path, 'utf8'));
  writeFileSync(held, `${process.pid}@${hostname()}`);
  const building = ranHere(['build']);
  await pause(1500);
  expect(readFileSync(output, 'utf8')).toBe(old);
  writeFileSync(output, `${old}# of another build\n`);
  writeFileSync('ruleglot.lock', `${lock}# of another build\n`);
  rmSync(held);
  const { code, stderr } = await building;
  expect(code).toBe(0);
  expect(stderr).toContain(`waiting for another build that writes here (process ${process.pid}@`);
  expect(readFileSync(output, 'utf8')).toContain('pwsh');
  expect(await ranHere(['build', '--check', '-q'])).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync('.').filter(name => name.includes('held'))).toEqual([]);
});

const ended = 4_194_305;
test.each([
  ['a process that has ended', `${ended}@${hostname()}`, 0],
  ['a process of another machine that has been silent for long', '7@elsewhere', 60],
  ['nobody knows whom', '', 60],
])('%s keeps no build from writing', async (_whose, text, age) => {
  writeFileSync(held, text);
  const then = Date.now() / 1000 - age;
  utimesSync(held, then, then);
  expect(await ranHere(['build', '-q'])).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(held)).toBe(false);
  expect(readFileSync(output, 'utf8')).toContain('pwsh');
});

test('a build that has nothing to write asks nobody', async () => {
  await ranHere(['build', '-q']);
  writeFileSync(held, `${process.pid}@${hostname()}`);
  expect(await ranHere(['build', '-q'])).toMatchObject({ code: 0, stderr: '' });
});
