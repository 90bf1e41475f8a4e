import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { allTargets, analysed, siteOf } from '../catalog-of.ts';
import { hostileDocument, hostileSample, sigmaSample } from '../hostile.ts';

/** A site of our own rules and of hostile ones, in a folder for the time. */
export async function madeSite(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  const sources: Record<string, string> = {
    'hostile.yml': hostileSample(),
    'hostile.toml': hostileDocument(),
    'one.yml': sigmaSample('One', ['export', 'dump']),
    'many.yml': sigmaSample(
      'Many',
      Array.from({ length: 900 }, (_, at) => `--ledger-${at}-of-the-till`),
    ),
  };
  for (const name of readdirSync('rules'))
    for (const file of readdirSync(join('rules', name)))
      if (/\.(?:ya?ml|toml|kql|eql|esql|lucene|spl)$/.test(file))
        sources[`rules/${name}/${file}`] = readFileSync(join('rules', name, file), 'utf8');
  const { files } = await siteOf(await analysed(sources, {}, await allTargets()));
  const folder = mkdtempSync(join(tmpdir(), 'ruleglot-site-'));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
