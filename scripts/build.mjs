import { chmodSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

// One bundle, split so that a front end or backend is loaded only when a rule needs it: start-up is what a shell user waits for.
rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { ruleglot: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minifySyntax: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  banner: {
    js: "import { createRequire as ruleglotCreateRequire } from 'node:module'; const require = ruleglotCreateRequire(import.meta.url);",
  },
  loader: { '.hbs': 'text' },
});
chmodSync('dist/ruleglot.js', 0o755);
