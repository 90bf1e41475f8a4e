import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// How long a project of public rules takes to build: cold, with nothing changed, with one rule changed; against the time that reading its
// files alone takes. The packs must be the same bytes with any number of threads.
const dist = resolve(process.argv[2] ?? 'dist');
const shared = resolve(process.env.RULEGLOT_SHARED ?? '../shared');
const corpora = ['sigma', 'elastic'].map(name => join(shared, 'corpora', name));
if (!corpora.every(existsSync)) {
  console.log(`SKIPPED: ${shared} is not here`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'ruleglot-figures-'));
const config = `rules: [{ paths: [rules] }]
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
  - { name: panther, target: panther, folder: packs/panther }
  - { name: elastic, target: elastic, folder: packs/elastic }
  - { name: sigma, target: sigma, folder: packs/sigma }
policy: { fail-on: [none] }
`;

function filesBelow(top) {
  return readdirSync(top, { recursive: true, encoding: 'utf8' })
    .map(path => join(top, path))
    .filter(path => statSync(path).isFile())
    .sort();
}

function build(...words) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(dist, 'ruleglot.js'), 'build', ...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const seconds = (performance.now() - start) / 1000;
  const said = stderr
    .trimEnd()
    .split('\n')
    .filter(line => !/^\S+: (?:error|warning|note)\[|^ /.test(line))
    .slice(-8);
  return { status, seconds, said };
}

function digest() {
  const hash = createHash('sha256').update(readFileSync(join(folder, 'ruleglot.lock')));
  for (const path of filesBelow(join(folder, 'packs')))
    hash.update(relative(folder, path)).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

const clear = () => {
  for (const name of ['packs', '.ruleglot-cache', 'ruleglot.lock'])
    rmSync(join(folder, name), { recursive: true, force: true });
};

const reading = `
import { readFileSync } from 'node:fs';
const [library, list] = process.argv.slice(1);
const { read } = await import(library);
for (const path of JSON.parse(readFileSync(list, 'utf8'))) await read({ path, text: readFileSync(path, 'utf8') });
`;

/** As a build is timed: a process of its own that reads the rules of all files, and does nothing more. */
function parseSeconds(files) {
  const list = join(folder, 'files.json');
  writeFileSync(list, JSON.stringify(files));
  const words = ['--input-type=module', '-e', reading, pathToFileURL(join(dist, 'index.js')).href, list];
  const seconds = [0, 1, 2].map(() => {
    const start = performance.now();
    if (spawnSync(process.execPath, words, { stdio: 'inherit' }).status !== 0)
      throw new Error('the files cannot be read');
    return (performance.now() - start) / 1000;
  });
  rmSync(list);
  return seconds.sort((one, other) => one - other)[1];
}

const shown = ({ status, seconds }, base) =>
  `${seconds.toFixed(1)} s, exit code ${status}${base === undefined ? '' : `, ${((seconds / base) * 100).toFixed(1)} % of cold`}`;

try {
  mkdirSync(join(folder, 'rules'));
  for (const [at, top] of corpora.entries())
    for (const path of filesBelow(top).filter(each => /\.(?:ya?ml|toml)$/.test(each))) {
      const to = join(folder, 'rules', ['sigma', 'elastic'][at] ?? '', relative(top, path));
      cpSync(path, to, { recursive: true });
    }
  writeFileSync(join(folder, 'ruleglot.config.yaml'), config);
  const files = filesBelow(join(folder, 'rules'));
  const parse = parseSeconds(files);
  console.log(`${files.length} files, parsed alone in ${parse.toFixed(2)} s, by a process of its own`);
  const cold = build('--workers', '2');
  const bytes = digest();
  console.log(`cold, two workers: ${shown(cold)}, ${(cold.seconds / parse).toFixed(1)} times the parse time`);
  console.log(cold.said.join('\n'));
  console.log(
    `nothing changed: ${shown(build('-q', '--workers', '2'), cold.seconds)}; same bytes: ${digest() === bytes}`,
  );
  const one = files.find(path => path.includes('proc_creation_win')) ?? files[0];
  const text = readFileSync(one, 'utf8');
  writeFileSync(one, text.replace(/^title: .*$/m, '$& Again'));
  console.log(`one rule changed: ${shown(build('-q', '--workers', '2'), cold.seconds)}`);
  writeFileSync(one, text);
  clear();
  console.log(`cold, one worker: ${shown(build('-q', '--workers', '1'))}; same bytes: ${digest() === bytes}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
