import { tacticOf, techniqueOf } from '../../ir/index.ts';
import type { CatalogRule } from '../corpus/corpus.ts';

const vendors: Readonly<Record<string, string>> = {
  sigma: 'Sigma',
  elastic: 'Elastic',
  splunk: 'Splunk',
  panther: 'Panther',
};

export const vendorOrder = Object.keys(vendors);

export function vendorName(vendor: string): string {
  return vendors[vendor] ?? vendor;
}

export function tacticName(shortName: string): string {
  return tacticOf(shortName)?.name ?? shortName;
}

/** Names of techniques as ATT&CK and the rules of the catalog give them; of a sub-technique with its parent's. */
export class TechniqueNames {
  readonly #names = new Map<string, string>();

  constructor(rules: readonly CatalogRule[]) {
    for (const { techniques } of rules)
      for (const { id, name } of techniques)
        if (name !== undefined && !this.#names.has(id)) this.#names.set(id, name);
  }

  /** `Unsecured Credentials: Container API`; the id where nobody gives a name. */
  of(id: string): string {
    const [parent = id] = id.split('.');
    const above = parent === id ? parent : this.own(parent);
    return above === parent ? this.own(id) : `${above}: ${this.own(id)}`;
  }

  /** Without its parent's: ATT&CK's own name before those that rules give. */
  own(id: string): string {
    const known = techniqueOf(id);
    return (known?.instead === undefined ? known?.name : undefined) ?? this.#names.get(id) ?? id;
  }
}

export function rulePath({ slug }: Pick<CatalogRule, 'slug'>): string {
  return `rules/${slug}.html`;
}

export function techniquePath(id: string): string {
  return `techniques/${fileName(id)}.html`;
}

export function vendorPath(vendor: string): string {
  return `vendors/${fileName(vendor)}.html`;
}

export function sourcePath(title: string): string {
  return `sources/${fileName(title)}.html`;
}

/** A name for a file of any system; names that differ stay different. */
export function fileName(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  if (plain === text.toLowerCase() && plain.length <= 60) return plain;
  let hash = 5381;
  for (let at = 0; at < text.length; at++) hash = (hash * 33 + text.charCodeAt(at)) >>> 0;
  return `${plain.slice(0, 60)}-${hash.toString(36)}`;
}
