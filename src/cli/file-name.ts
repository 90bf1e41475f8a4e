import type { RuleLocation } from '../readers/index.ts';

/**
 * Base names for the files of a run: of the rule's own file, with `-2` for the second rule of it, and the folder in front
 * where two files bear one name. Small letters, digits, `_` and `-` alone, so that every file system takes them; names that
 * differ in `-` and `_` alone count as one, since a Python module has no `-`.
 */
export class FileNames {
  readonly #taken = new Map<string, string>();

  nameFor(location: RuleLocation): string {
    const parts = location.path === '-' ? ['rule'] : location.path.split('/');
    const own = slug((parts.at(-1) ?? 'rule').replace(/\.[^.]+$/, ''));
    const key = `${location.path}#${location.document}.${location.part}`;
    const number = location.document + location.part;
    const candidates = [
      own,
      `${slug(parts.at(-2) ?? '')}_${own}`,
      slug(parts.join('_').replace(/\.[^.]+$/, '')),
    ];
    for (const base of candidates) {
      const name = number === 0 ? base : `${base}-${number + 1}`;
      if (this.take(name, key)) return name;
    }
    for (let count = 2; ; count++) {
      const name = `${own}-${location.document}-${location.part}-${count}`;
      if (this.take(name, key)) return name;
    }
  }

  private take(name: string, key: string): boolean {
    const folded = name.replaceAll('-', '_');
    const holder = this.#taken.get(folded);
    if (holder !== undefined && holder !== key) return false;
    this.#taken.set(folded, key);
    return true;
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
