import { contentStem, distinctContentName } from '../project/layouts/content-name.ts';
import { foldedName } from '../project/output-names.ts';
import type { RuleLocation } from '../readers/index.ts';

/**
 * Base names for the files of a run: of the rule's own file, with `-2` for the second rule of it, and the folder in front
 * where two files bear one name. Small letters, digits, `_` and `-` alone, so that every file system takes them; names that
 * differ in `-` and `_` alone count as one (`foldedName`). A document that says its own name (`content`) keeps it,
 * with that of its file where another has it.
 */
export class FileNames {
  readonly #files = new Map<string, string>();
  readonly #contents = new Map<string, string>();

  nameFor(location: RuleLocation, content?: string): string {
    const parts = location.path === '-' ? ['rule'] : location.path.split('/');
    const own = slug((parts.at(-1) ?? 'rule').replace(/\.[^.]+$/, ''));
    const key = `${location.path}#${location.document}.${location.part}`;
    const number = location.document + location.part;
    const bases = [own, `${slug(parts.at(-2) ?? '')}_${own}`, slug(parts.join('_').replace(/\.[^.]+$/, ''))];
    const numbered = bases.map(base => (number === 0 ? base : `${base}-${number + 1}`));
    const last = `${own}-${location.document}-${location.part}`;
    if (content === undefined)
      return firstFree(this.#files, key, foldedName, at => numbered[at] ?? `${last}-${at - 1}`);
    const distinct = (base: string): string => distinctContentName(content, base);
    return firstFree(this.#contents, key, contentStem, at =>
      at === 0 ? content : distinct(numbered[at - 1] ?? `${last}-${at - 2}`),
    );
  }
}

/** The first of names that nobody else has. */
function firstFree(
  taken: Map<string, string>,
  key: string,
  folded: (name: string) => string,
  candidate: (at: number) => string,
): string {
  for (let at = 0; ; at++) {
    const name = candidate(at);
    const holder = taken.get(folded(name));
    if (holder !== undefined && holder !== key) continue;
    taken.set(folded(name), key);
    return name;
  }
}

const longestName = 100;

/** Windows reserves a few names for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '_')
    .replaceAll(/^[_-]+|_+$/g, '')
    .slice(0, longestName);
  return plain === '' ? 'rule' : reserved.test(plain) ? `${plain}_rule` : plain;
}
