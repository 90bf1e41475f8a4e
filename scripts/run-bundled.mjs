import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

// Bundles a TypeScript program beside the packages that it imports, and runs it: Node 20 reads no TypeScript of its own.
const [program, ...rest] = process.argv.slice(2);
const folder = mkdtempSync(join('node_modules', '.ruleglot-run-'));
const outfile = join(folder, 'program.mjs');
try {
  await build({
    entryPoints: [program],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, ['--max-old-space-size=6144', outfile, ...rest], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
