import { spawn, spawnSync } from 'node:child_process';
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
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';

// Kills builds at random moments. Each file of the packs must be as before or as after, what the lock says must be so, and the next build
// must give what it would have given. The project is this one's own samples; every round changes some, adds some and takes some away.
const rounds = Number(process.argv[2] ?? 100);
const seed = Number(process.argv[3] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'ruleglot-kills-'));
const command = join(resolve(process.argv[4] ?? 'dist'), 'ruleglot.js');
let state = seed;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

const config = `rules: [{ paths: [rules], exclude: ["**/*.json"] }]
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
  - { name: panther, target: panther, folder: packs/panther }
  - { name: elastic, target: elastic, folder: packs/elastic }
  - { name: sigma, target: sigma, folder: packs/sigma }
policy: { fail-on: [none] }
`;

const ruleOf = (at, version) =>
  `title: Rule ${at}\nid: 00000000-0000-4000-8000-${String(at).padStart(12, '0')}\nlogsource: { category: process_creation, product: windows }\ndetection:\n  s:\n    Image|endswith: '\\p${at}-${version}.exe'\n  condition: s\n`;

const most = 60;
/** Rule → version; none where it is not there. */
const versions = new Map();
function change(project) {
  for (let at = 0; at < most; at++) {
    const kind = random();
    if (kind < 0.6 && versions.size > 0) continue;
    const path = join(project, 'rules', `r${at}.yml`);
    if (kind > 0.9) {
      versions.delete(at);
      rmSync(path, { force: true });
    } else {
      versions.set(at, (versions.get(at) ?? 0) + 1);
      writeFileSync(path, ruleOf(at, versions.get(at)));
    }
  }
}

const digestOf = text => createHash('sha256').update(text).digest('hex').slice(0, 32);
function tree(top) {
  if (!existsSync(top)) return new Map();
  const paths = readdirSync(top, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    paths
      .filter(path => statSync(join(top, path)).isFile())
      .map(path => [path, digestOf(readFileSync(join(top, path)))]),
  );
}

function whole(project) {
  const { status, stderr } = spawnSync(process.execPath, [command, 'build', '-q'], {
    cwd: project,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build fails: ${stderr}`);
}

/** Kills a build after so many milliseconds, counted from its start or from when it begins to write; whether it lived to be killed. */
function killed(project, after, fromWriting) {
  return new Promise(done => {
    const words = [command, 'build', '-q', '--workers', String(1 + Math.floor(random() * 2))];
    const lock = join(project, 'ruleglot.lock');
    const kill = () => setTimeout(() => child.kill('SIGKILL'), after);
    const watcher = fromWriting
      ? watch(project, (_kind, name) => name === basename(lock) && kill())
      : undefined;
    const child = spawn(process.execPath, words, { cwd: project, stdio: 'ignore' });
    if (!fromWriting) kill();
    child.on('exit', (_code, signal) => {
      watcher?.close();
      done(signal !== null);
    });
  });
}

/** Where the lock lies: a file that is neither of what it says. */
function lies(project, files) {
  const lock = join(project, 'ruleglot.lock');
  if (!existsSync(lock)) return [];
  const section = readFileSync(lock, 'utf8').split(/^files:.*\n/m)[1] ?? '';
  return section
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(`{${line.trim()}}`))
    .flatMap(Object.entries)
    .filter(([path, digests]) => !digests.split('|').includes(files.get(relative('packs', path)) ?? ''))
    .map(([path]) => path);
}

const project = join(folder, 'project');
const wanted = join(folder, 'wanted');
mkdirSync(join(project, 'rules'), { recursive: true });
writeFileSync(join(project, 'ruleglot.config.yaml'), config);
const outcome = { killed: 0, ended: 0, between: 0, torn: 0, lied: 0, unrepaired: 0 };
const startToEnd = 1500;
const writing = 60;

async function round(number) {
  const before = tree(join(project, 'packs'));
  change(project);
  const fromWriting = random() < 0.6;
  const isKilled = await killed(project, random() * (fromWriting ? writing : startToEnd), fromWriting);
  outcome[isKilled ? 'killed' : 'ended']++;
  const now = tree(join(project, 'packs'));
  const lied = lies(project, now);
  whole(project);
  const after = tree(join(project, 'packs'));
  const rest = [...now].filter(([path]) => !path.endsWith('.ruleglot-part'));
  const isOld = ([path, digest]) => digest === before.get(path);
  const isNew = ([path, digest]) => digest === after.get(path);
  const torn = rest.filter(file => !isOld(file) && !isNew(file));
  if (rest.some(file => !isOld(file)) && rest.some(file => !isNew(file))) outcome.between++;
  const isRepaired = number % 10 !== 0 || isAsMadeAnew(after);
  if (torn.length > 0) outcome.torn++;
  if (lied.length > 0) outcome.lied++;
  if (!isRepaired || [...after.keys()].some(path => path.endsWith('.ruleglot-part'))) outcome.unrepaired++;
  if (torn.length > 0 || lied.length > 0 || !isRepaired)
    console.log(`round ${number}: torn ${torn.map(([path]) => path)}, lied ${lied}, repaired ${isRepaired}`);
}

/** Whether packs and lock are those of a build in a new folder. */
function isAsMadeAnew(after) {
  rmSync(wanted, { recursive: true, force: true });
  cpSync(project, wanted, {
    recursive: true,
    filter: path => !/packs$|\.ruleglot-cache$|\.lock$/.test(path),
  });
  whole(wanted);
  const lockOf = top => readFileSync(join(top, 'ruleglot.lock'), 'utf8');
  const anew = tree(join(wanted, 'packs'));
  return JSON.stringify([...anew]) === JSON.stringify([...after]) && lockOf(project) === lockOf(wanted);
}

try {
  change(project);
  whole(project);
  for (let number = 0; number < rounds; number++) await round(number);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${rounds} builds: ${JSON.stringify(outcome)} (between: some files old, some new)`);
process.exitCode = outcome.torn + outcome.lied + outcome.unrepaired === 0 ? 0 : 1;
