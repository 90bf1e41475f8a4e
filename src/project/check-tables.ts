import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { dataSources } from '../fields/index.ts';
import type { FieldConfig, Project, SourceConfig } from './config.ts';

type Check = Pick<Project, 'config' | 'placeOf'>;

const products = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;

/** A product's name stands for one field of a source: of two that bear it, one would be asked for in the place of the other. */
export function sharedNames({ config, placeOf }: Check): readonly Diagnostic[] {
  return Object.entries(config.fields ?? {}).flatMap(([source, entries]) =>
    entries.flatMap((entry, at) =>
      products.flatMap(product => {
        const name = entry[product];
        const before = typeof name === 'string' && entries.slice(0, at).find(isOther(entry, product, name));
        if (typeof name !== 'string' || !before) return [];
        const expected = `a name of one field, and ${before.canonical} has it`;
        const wrong = { key: product, value: name, expected, nearest: undefined };
        return [diagnose('config/bad-value', wrong, placeOf(['fields', source, at, product]))];
      }),
    ),
  );
}

/** A field is said once in a list: of two entries the second would be read by its names and never be written. */
export function repeatedFields({ config, placeOf }: Check): readonly Diagnostic[] {
  return Object.entries(config.fields ?? {}).flatMap(([source, entries]) =>
    entries.flatMap(({ canonical }, at) => {
      if (entries.findIndex(each => each.canonical === canonical) === at) return [];
      const expected = 'a field that no entry before it is of; further names of one stand under its also';
      const wrong = { key: 'canonical', value: canonical, expected, nearest: undefined };
      return [diagnose('config/bad-value', wrong, placeOf(['fields', source, at, 'canonical']))];
    }),
  );
}

function isOther(entry: FieldConfig, product: (typeof products)[number], name: string) {
  return (each: FieldConfig): boolean => each[product] === name && each.canonical !== entry.canonical;
}

/** A log source of Sigma is of one data source: a second one would have none of the rules. */
export function sharedLogSources({ config, placeOf }: Check): readonly Diagnostic[] {
  const { sources = {} } = config;
  const known = new Map<string, string>();
  for (const { id, sigma, partOf } of dataSources())
    if (partOf === undefined) known.set(keyOf({ ...sigma, ...sources[id]?.sigma }), id);
  return Object.entries(sources).flatMap(([id, { sigma }]) => {
    const key = keyOf(sigma);
    const owner = known.get(key);
    if (sigma === undefined || key === '//' || owner === id) return [];
    if (owner === undefined) known.set(key, id);
    if (owner === undefined) return [];
    const expected = `a log source of no other data source; change ${owner}, which has it`;
    const wrong = { key: 'sigma', value: key, expected, nearest: undefined };
    return [diagnose('config/bad-value', wrong, placeOf(['sources', id, 'sigma']))];
  });
}

function keyOf({
  product = '',
  category = '',
  service = '',
}: NonNullable<SourceConfig['sigma']> = {}): string {
  return `${product}/${category}/${service}`.toLowerCase();
}
