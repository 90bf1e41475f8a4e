import { createHash } from 'node:crypto';

/**
 * Base names of the files that the rules of each source file become: its own name, with its folders in front where two files
 * bear one. It is the set of files that decides, not their order, so that a name changes only when another file of that
 * name comes or goes.
 */
export function outputNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let open = [...paths];
  for (let folders = 0; open.length > 0; folders++) {
    const candidates = open.map(path => ({ path, name: nameOf(path, folders) }));
    const counts = new Map<string, number>();
    for (const { name } of candidates) counts.set(foldedName(name), (counts.get(foldedName(name)) ?? 0) + 1);
    for (const { path, name } of candidates) if (counts.get(foldedName(name)) === 1) names.set(path, name);
    const left = candidates.filter(({ name }) => counts.get(foldedName(name)) !== 1).map(({ path }) => path);
    if (folders > mostFolders) for (const path of left) names.set(path, `${nameOf(path, 0)}_${digest(path)}`);
    open = folders > mostFolders ? [] : left;
  }
  return names;
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
