import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// The samples of this repository are a project of their own. Its packs are the same whoever makes them: with a cache and without, on one
// thread and on two; and those that are committed, with their lock, are what the samples make.
const command = join(resolve('dist'), 'ruleglot.js');
const inputs = ['ruleglot.config.yaml', 'ruleglot.placeholders.yaml', 'rules'];
const outputs = ['siem', 'ruleglot.lock'];
const folder = mkdtempSync(join(tmpdir(), 'ruleglot-own-'));

function build(where, ...words) {
  const options = { cwd: where, encoding: 'utf8', maxBuffer: 1 << 28 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'build', ...words], options);
  if (status === 0) return stderr.trimEnd().split('\n').slice(-8).join('\n');
  const errors = stderr.split('\n').filter(line => /error\[/.test(line));
  throw new Error(
    `build ${words.join(' ')} (npm run packs renews what is committed): exit code ${status}\n${errors.join('\n')}\n${stdout.slice(0, 4000)}`,
  );
}

function made(name, ...words) {
  const where = join(folder, name);
  for (const input of inputs) cpSync(input, join(where, input), { recursive: true });
  build(where, '-q', ...words);
  const paths = readdirSync(where, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter(
    path => !path.startsWith('.ruleglot-cache') && statSync(join(where, path)).isFile(),
  );
  return files.map(path => `${path}\n${readFileSync(join(where, path), 'utf8')}`).join('\n');
}

try {
  const one = made('one', '--workers', '1');
  if (one !== made('two', '--workers', '2', '--no-cache'))
    throw new Error('one and two threads write different packs');
  const project = join(folder, 'one');
  console.log(build(project, '--check'));
  for (const output of outputs) {
    rmSync(join(project, output), { recursive: true });
    if (!existsSync(output)) throw new Error(`${output} is not here: npm run packs makes it`);
    cpSync(output, join(project, output), { recursive: true });
  }
  build(project, '-q', '--check');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
