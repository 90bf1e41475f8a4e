import { spawn } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainDetection, shippedFolder, sigmaRule, temporaryFolder, writeFiles } from './ruleglot.ts';

const config = `rules: [{ paths: [rules] }]
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
  - { name: sigma, target: sigma, folder: packs/sigma }
`;

const rule = (id: string, process: string): string =>
  sigmaRule(id, plainDetection.replace('cmd', process), `id: ${id}\n`);

test('each save builds, and shows what became of it and of nothing else', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'ruleglot.config.yaml': config,
    'rules/one.yml': rule('one', 'cmd'),
    'rules/two.yml': rule('two', 'sh').replace('Image', 'Immage'),
  });
  const child = spawn(process.execPath, [join(shippedFolder(), 'ruleglot.js'), 'watch', '--poll', '0.1'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  let waiting: () => void = () => undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.endsWith('waiting for changes\n')) waiting();
  });
  const built = async (change: () => void): Promise<string> => {
    const done = new Promise<void>(tell => {
      waiting = tell;
    });
    said = '';
    change();
    await done;
    return said;
  };
  const ended = new Promise<number | null>(tell => {
    child.once('exit', tell);
  });
  try {
    expect(await built(() => undefined)).toContain('rules/two.yml:8:5: warning[fields/unmapped]');
    const saved = await built(() => writeFiles(folder, { 'rules/one.yml': rule('one', 'pwsh') }));
    expect(saved).toContain('what the rule means in splunk has changed');
    expect(saved).toContain('rules/one.yml:1  splunk exact, sigma exact\n');
    expect(saved).not.toContain('rules/two.yml');
    const moved = await built(() => renameSync(`${folder}/rules/one.yml`, `${folder}/rules/three.yml`));
    expect(moved).toContain('rules/three.yml:1  splunk exact, sigma exact\n');
    const broken = await built(() => writeFiles(folder, { 'rules/three.yml': 'title: [' }));
    expect(broken).toMatch(/rules\/three\.yml:1:\d+: error\[read\/yaml-syntax\]/);
    expect(await built(() => rmSync(`${folder}/rules/three.yml`))).not.toContain('error');
    const wrong = await built(() => writeFiles(folder, { 'ruleglot.config.yaml': `rulez: []\n${config}` }));
    expect(wrong).toContain("error[config/unknown-key]: there is no key 'rulez' here");
    const right = await built(() =>
      writeFiles(folder, { 'ruleglot.config.yaml': `${config}evidence: none\n` }),
    );
    expect(right).toContain('rules/two.yml:8:5: warning[fields/unmapped]');
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
}, 60_000);
