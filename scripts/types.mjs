import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

// The declarations that a program needs which imports the package: those of its entry and all that they name, and no others.
const [outdir = 'dist/types'] = process.argv.slice(2);
const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
rmSync(outdir, { recursive: true, force: true });
const project = join('scripts', 'tsconfig.types.json');
const { status } = spawnSync(process.execPath, [compiler, '--project', project, '--outDir', outdir], {
  stdio: 'inherit',
});
const entry = resolve(outdir, 'src', 'index.d.ts');
if (!existsSync(entry)) process.exit(status ?? 1);

const needed = new Set();
const waiting = [entry];
for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
  if (needed.has(path)) continue;
  needed.add(path);
  // A declaration names the source that it was made of; a package has none.
  const text = readFileSync(path, 'utf8').replaceAll(/(['"])(\.{1,2}\/[^'"]+)\.ts\1/g, '$1$2.js$1');
  writeFileSync(path, text);
  for (const [, name] of text.matchAll(/['"](\.{1,2}\/[^'"]+)\.js['"]/g))
    waiting.push(resolve(dirname(path), `${name}.d.ts`));
}

function prune(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) prune(path);
    else if (!needed.has(path)) rmSync(path);
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}
prune(resolve(outdir));
