import type { DataEntry } from '../../source/index.ts';
import { type Alternative, fieldOf, modifiersOf, valuesOf, withField } from './detection-edit.ts';
import { isTrue, textAt, textsAt, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';

const byLength: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA1', 64: 'SHA256', 128: 'SHA512' };

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
 * `Hashes: MD5=…` as fields of the algorithms: `hashes_fields` of pySigma. Undefined when the item is of no such field; a
 * sentence when no value says an algorithm that is wanted.
 */
export function hashFields(entry: DataEntry, { map }: PipelineItem): Hashed | string | undefined {
  const parsed = textsAt(map, 'field_to_parse');
  if (!(parsed.length === 0 ? ['Hashes', 'Hash'] : parsed).includes(fieldOf(entry))) return undefined;
  const algorithms = textsAt(map, 'valid_hash_algos').map(each => each.toUpperCase());
  const byField = new Map<string, DataEntry>();
  let lost = 0;
  for (const scalar of valuesOf(entry)) {
    const [, written, hash = ''] = /^\*?(?:([A-Za-z0-9]+)=)?([0-9A-Fa-f]+)\*?$/.exec(scalar.written) ?? [];
    const algorithm = (written ?? byLength[hash.length] ?? '').toUpperCase();
    if (!algorithms.includes(algorithm)) {
      lost += 1;
      continue;
    }
    const field = `${textAt(map, 'field_prefix') ?? ''}${isTrue(map, 'drop_algo_prefix') ? '' : algorithm}`;
    const before = byField.get(field);
    const items = [...(before === undefined ? [] : valuesOf(before)), withText(scalar, hash)];
    byField.set(field, {
      ...withField(entry, field, []),
      value: { kind: 'list', items, span: entry.value.span },
    });
  }
  if (byField.size === 0)
    return `finds no hash of a wanted algorithm in \`${valuesOf(entry)[0]?.written ?? ''}\``;
  const together = modifiersOf(entry).includes('all');
  return { alternatives: [...byField.values()], names: [...byField.keys()], lost, together };
}
