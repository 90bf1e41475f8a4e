import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

// JSON.parse reads a table several times as fast as an object literal of its size is compiled (https://v8.dev/blog/cost-of-javascript-2019#json).
const tables = {
  name: 'tables',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/](?:data|names|ir|schemas)[\\/][^\\/]+\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};

// One bundle, split so that a front end or backend is loaded only when a rule needs it: start-up is what a shell user waits for.
const [outdir = 'dist'] = process.argv.slice(2);
// `npm pack` makes the declarations first, and then runs this again.
for (const name of existsSync(outdir) ? readdirSync(outdir) : [])
  if (name !== 'types') rmSync(join(outdir, name), { recursive: true, force: true });
await build({
  entryPoints: { ruleglot: 'src/cli/main.ts', worker: 'src/cli/worker.ts', index: 'src/index.ts' },
  outdir,
  bundle: true,
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Left as they are: made anew each time that they are met, they cost a tenth of a second in a run.
  supported: { 'regexp-unicode-property-escapes': true },
  chunkNames: 'chunks/[name]-[hash]',
  banner: {
    js: "import { createRequire as ruleglotCreateRequire } from 'node:module'; const require = ruleglotCreateRequire(import.meta.url);",
  },
  plugins: [tables],
});
chmodSync(`${outdir}/ruleglot.js`, 0o755);
