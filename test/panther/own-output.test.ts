import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pantherReader } from '../../src/readers/panther-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

/** What an expression of the module asks for that no front end reads. */
const unread: ReadonlySet<string> = new Set(['stage_between_angle_brackets.yml']);

function opened(folder: string, name: string): SourceFile | undefined {
  const path = join(folder, name);
  return existsSync(path) ? new SourceFile(path, readFileSync(path, 'utf8')) : undefined;
}

const folders = readdirSync('golden').flatMap(each => {
  const folder = join('golden', each, 'panther');
  return existsSync(folder) ? [folder] : [];
});

test.each(folders)('%s is read again', folder => {
  const here = {
    path: folder,
    names: () => readdirSync(folder),
    file: (name: string) => opened(folder, name),
  };
  const beside = { file: (_: string, name: string) => opened(folder, name), folder: () => here };
  const failed = here
    .names()
    .filter(name => /\.ya?ml$/.test(name) && !unread.has(name))
    .flatMap(name =>
      pantherReader.read(opened(folder, name) ?? new SourceFile(name, ''), {
        placeholders: new Map(),
        beside,
      }),
    )
    .filter(({ rule }) => rule === undefined);
  expect(failed.map(({ diagnostics }) => diagnostics.map(each => each.message).join())).toEqual([]);
});
