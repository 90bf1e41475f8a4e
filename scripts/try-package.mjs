import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

// What is published: packed as npm packs it, looked at by publint and attw, and installed in an empty project on each version of Node
// that is supported. npm's `node` package gives the versions; what cannot be had is told, and counts as not tried.
const versions = process.argv.slice(2);
const nodes = versions.length > 0 ? versions : ['20', '22', '24'];
const folder = mkdtempSync(join(tmpdir(), 'ruleglot-package-'));
const runs = (file, words, options = {}) =>
  execFileSync(file, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], ...options });

function pack() {
  runs('npm', ['pack', '--silent', '--pack-destination', folder]);
  const tarball = readdirSync(folder).find(name => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack gave no file');
  return join(folder, tarball);
}

function lint(tarball) {
  runs('npx', ['--yes', 'publint@0.3', tarball, '--strict'], { stdio: 'inherit' });
  // What it is asked of stands in .attw.json: the package is of ES modules alone.
  runs('npx', ['--yes', '@arethetypeswrong/cli@0.18', tarball], { stdio: 'inherit' });
}

function nodeOf(version) {
  const home = join(folder, `node-${version}`);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  try {
    runs('npm', ['install', '--silent', '--no-audit', '--no-fund', `node@${version}`], { cwd: home });
    return join(home, 'node_modules', 'node', 'bin', 'node');
  } catch {
    return undefined;
  }
}

/** The examples of docs/library.md, as programs. */
function examples() {
  const text = readFileSync(join('docs', 'library.md'), 'utf8');
  return [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code);
}

function tryOn(version, tarball) {
  const node = nodeOf(version);
  if (node === undefined) return console.log(`NOT TRIED: node ${version} cannot be had`);
  const project = join(folder, `project-${version}`);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const within = { cwd: project, env };
  runs('npm', ['install', '--silent', '--no-audit', '--no-fund', tarball], within);
  const command = join('node_modules', '.bin', 'ruleglot');
  const said = runs(node, [command, '--version'], within).trim();
  runs(node, [command, 'convert', '-', '--from', 'kql', '-t', 'splunk', '-q'], {
    ...within,
    input: 'process.name: cmd.exe',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  mkdirSync(join(project, 'rules'));
  const query = { name: 'own', text: 'process.name: cmd.exe\n' };
  writeFileSync(join(project, 'rules', `${query.name}.kql`), query.text);
  runs(node, [command, 'init', '-q'], within);
  runs(node, [command, 'build', '-q', '--workers', '2'], within);
  runs(node, [command, 'build', '-q', '--check'], within);
  for (const [at, code] of examples().entries()) {
    writeFileSync(join(project, `example-${at}.mjs`), code);
    runs(node, [`example-${at}.mjs`], within);
  }
  const typed = `import { read, compile, verify, evaluate, type Rule } from 'ruleglot';
const [first] = await read({ path: 'a.kql', text: 'process.name: cmd.exe' });
const rule: Rule | undefined = first?.rule;
if (rule) { const c = await compile(rule, 'splunk'); const v = await verify(rule, c); const verdict: 'exact' | 'broader' | 'narrower' | 'different' | 'refused' = v.verdict; console.log(verdict, evaluate(rule, []).length); }
`;
  writeFileSync(join(project, 'typed.ts'), typed);
  const compiler = resolve('node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', ''];
  runs(process.execPath, [compiler, ...options, 'typed.ts'], within);
  return console.log(
    `node ${runs(node, ['--version']).trim()}: ${said}, command, project, library and types work`,
  );
}

try {
  const tarball = pack();
  lint(tarball);
  for (const version of nodes) tryOn(version, tarball);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
