import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import type { OpenedProject } from './open-project.ts';

/** Files that the configuration names beside the rules, each where it is named; the message says which are not there. */
export function missingFiles({ config, placeOf, root }: OpenedProject): readonly Diagnostic[] {
  const { placeholders, pipelines, filters, packs } = config;
  const named = [
    ...listed(['placeholders'], placeholders),
    ...listed(['pipelines'], pipelines),
    ...listed(['filters'], filters),
    ...packs.flatMap((pack, at) => listed(['packs', at, 'pipelines'], pack.pipelines)),
  ];
  return named.flatMap(({ at, key, path }) => {
    const whole = resolve(root, path);
    if (existsSync(whole)) return [];
    const wrong = { key, value: path, expected: 'a file that is there', nearest: nearestFile(whole, path) };
    return [diagnose('config/bad-value', wrong, placeOf(at))];
  });
}

interface NamedFile {
  readonly at: readonly (string | number)[];
  readonly key: string;
  readonly path: string;
}

function listed(
  at: readonly (string | number)[],
  paths: string | readonly string[] | undefined,
): readonly NamedFile[] {
  const key = String(at.at(-1));
  if (typeof paths === 'string') return [{ at, key, path: paths }];
  return (paths ?? []).map((path, index) => ({ at: [...at, index], key, path }));
}

function nearestFile(whole: string, path: string): string | undefined {
  const folder = dirname(whole);
  const found = existsSync(folder) ? nearestName(basename(path), readdirSync(folder)) : undefined;
  return found === undefined ? undefined : join(dirname(path), found);
}
