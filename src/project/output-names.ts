import { createHash } from 'node:crypto';
import { type Lock, ruleOf } from './lock.ts';

/**
 * Base names of the files that the rules of each source file become: its own name, with its folders in front where two files
 * bear one. What a file had at the last build it keeps (`held`), so that no rule is renamed by one that comes or goes; beside
 * those the set of files decides, not their order.
 */
export function outputNames(
  paths: readonly string[],
  held: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const give = (path: string, name: string): void => {
    names.set(path, name);
    taken.add(foldedName(name));
  };
  const kept = paths.flatMap(path => {
    const name = held.get(path);
    return name === undefined ? [] : [{ path, name }];
  });
  for (const { path, name } of alone(kept)) give(path, name);
  let open = paths.filter(path => !names.has(path));
  for (let folders = 0; open.length > 0; folders++) {
    const candidates = open.map(path => ({ path, name: nameOf(path, folders) }));
    const free = alone(candidates).filter(({ name }) => !taken.has(foldedName(name)));
    for (const { path, name } of free) give(path, name);
    open = open.filter(path => !names.has(path));
    if (folders <= mostFolders) continue;
    for (const path of open) give(path, `${nameOf(path, 0)}_${digest(path)}`);
    open = [];
  }
  return names;
}

interface NamedPath {
  readonly path: string;
  readonly name: string;
}

/** Those whose name nobody else among them has. */
function alone(candidates: readonly NamedPath[]): readonly NamedPath[] {
  const counts = new Map<string, number>();
  for (const { name } of candidates) counts.set(foldedName(name), (counts.get(foldedName(name)) ?? 0) + 1);
  return candidates.filter(({ name }) => counts.get(foldedName(name)) === 1);
}

/** The names of the last build: those that stand in its lock, and of its other files their own. */
export function heldNames({ rules, names }: Lock): ReadonlyMap<string, string> {
  const paths = new Set([...rules.keys()].map(key => ruleOf(key).replace(/#\d+\.\d+$/, '')));
  return new Map([...[...paths].map(path => [path, nameOf(path, 0)] as const), ...(names ?? [])]);
}

/** Names that are not those of the files themselves, which the lock has to keep. */
export function lockedNames(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names).filter(([path, name]) => name !== nameOf(path, 0)));
}

/** The name of a rule's files: that of its source file, with a number from its second rule on. */
export function ruleName(
  base: string,
  { document, part }: { readonly document: number; readonly part: number },
): string {
  if (document === 0 && part === 0) return base;
  return part === 0 ? `${base}-${document + 1}` : `${base}-${document + 1}-${part + 1}`;
}

const mostFolders = 20;

/** Python has modules without `-`, and Panther ids of the words put together: `a-1`, `a_1` and `a1` are one. */
export function foldedName(name: string): string {
  return name.replaceAll(/(?:^|[-_]+)(.)/g, (_, letter: string) => letter.toUpperCase());
}

function nameOf(path: string, folders: number): string {
  const parts = path.replace(/\.[^./]+$/, '').split('/');
  return slug(parts.slice(Math.max(0, parts.length - 1 - folders)).join('_'));
}

const longestName = 100;

/** Windows reserves a few names for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** Small letters, digits, `_` and `-` alone, so that every file system takes it. */
function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '_')
    .replaceAll(/^[_-]+|_+$/g, '');
  const named = plain === '' ? 'rule' : reserved.test(plain) ? `${plain}_rule` : plain;
  return named.length <= longestName ? named : `${named.slice(0, longestName - 9)}_${digest(text)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
