import type { DataEntry, DataScalar } from '../../source/index.ts';
import { type Alternative, fieldOf, modifiersOf, valuesOf, withField } from './detection-edit.ts';
import { withExplicitWildcards } from './explicit-wildcards.ts';
import { isOfTexts } from './item-kinds.ts';
import { isTrue, textAt, textsAt, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';

const byLength: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA1', 64: 'SHA256', 128: 'SHA512' };

/** How many digits the digests of an algorithm have. */
const lengths: Readonly<Record<string, number>> = {
  ...{ MD5: 32, SHA1: 40, SHA224: 56, SHA256: 64, SHA384: 96, SHA512: 128, IMPHASH: 32 },
};

/** What the values of an item have been taken apart to. */
export interface Hashed {
  readonly alternatives: readonly Alternative[];
  /** Of the fields that they are now of. */
  readonly names: readonly string[];
  /** Values that nothing stands for. */
  readonly lost: number;
  /** Whether the item asks for all of its values. */
  readonly together: boolean;
}

/**
 * `Hashes: MD5=…` as fields of the algorithms: `hashes_fields` of pySigma. Undefined when the item is of no such field, or not of
 * texts alone; a sentence when no value says an algorithm that is wanted. Values that must all be there, or of which none may be,
 * stay so, and the beginning of a digest stays a beginning, which pySigma has forgotten.
 */
export function hashFields(entry: DataEntry, { map }: PipelineItem): Hashed | string | undefined {
  const parsed = textsAt(map, 'field_to_parse');
  if (!(parsed.length === 0 ? ['Hashes', 'Hash'] : parsed).includes(fieldOf(entry))) return undefined;
  if (!isOfTexts(entry) || valuesOf(entry).some(({ value }) => typeof value !== 'string')) return undefined;
  const algorithms = textsAt(map, 'valid_hash_algos').map(each => each.toUpperCase());
  const byField = new Map<string, DataScalar[]>();
  let lost = 0;
  for (const scalar of valuesOf(withExplicitWildcards(entry))) {
    const hash = hashIn(scalar.written);
    if (hash === undefined || !algorithms.includes(hash.algorithm)) {
      lost += 1;
      continue;
    }
    const name = isTrue(map, 'drop_algo_prefix') ? '' : hash.algorithm;
    const field = `${textAt(map, 'field_prefix') ?? ''}${name}`;
    byField.set(field, [...(byField.get(field) ?? []), withText(scalar, hash.digest)]);
  }
  if (byField.size === 0)
    return `finds no hash of a wanted algorithm in \`${valuesOf(entry)[0]?.written ?? ''}\``;
  return { ...ofFields(entry, byField), lost };
}

function hashIn(written: string): { readonly algorithm: string; readonly digest: string } | undefined {
  const [, named, hash = '', more] = /^\*?(?:([A-Za-z0-9]+)[=|])?([0-9A-Fa-f]+)(\*?)$/.exec(written) ?? [];
  const algorithm = (named ?? byLength[hash.length] ?? '').toUpperCase();
  if (algorithm === '') return undefined;
  const isWhole = hash.length >= (lengths[algorithm] ?? 0);
  return { algorithm, digest: isWhole || more !== '*' ? hash : `${hash}*` };
}

function ofFields(
  entry: DataEntry,
  byField: ReadonlyMap<string, readonly DataScalar[]>,
): Omit<Hashed, 'lost'> {
  const modifiers = modifiersOf(entry);
  const together = modifiers.includes('all');
  const isNegated = modifiers.includes('neq');
  const kept = modifiers.filter(each => each === 'cased' || each === 'neq');
  const items = [...byField].map(
    ([field, values]): DataEntry => ({
      ...withField(entry, field, [...kept, ...(together && values.length > 1 ? ['all'] : [])]),
      value: { kind: 'list', items: values, span: entry.value.span },
    }),
  );
  // Not all of several, of fields of their own, is not the one or not the other.
  const holdTogether = together !== isNegated;
  return { alternatives: holdTogether ? [items] : items, names: [...byField.keys()], together: holdTogether };
}
