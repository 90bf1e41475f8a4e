import type { DataEntry, DataScalar } from '../../source/index.ts';
import { fieldOf, modifiersOf, valuesOf, withField } from './detection-edit.ts';
import { withExplicitWildcards } from './explicit-wildcards.ts';
import type { Hashed } from './hashes.ts';
import { asEncoded, isOfTexts } from './item-kinds.ts';
import { isTrue, textAt, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';
import { plainText, writtenText } from './plain-text.ts';
import { pythonRegex } from './python-regex.ts';

/**
 * The named groups of a regex that begins a value, each as a field of its own: `extract_fields` of pySigma. Undefined when the item
 * is not of texts alone, or none of its values fits.
 */
export function extractedFields(entry: DataEntry, { map }: PipelineItem): Hashed | string | undefined {
  const regex = pythonRegex(`^(?:${textAt(map, 'regex') ?? ''})`);
  if (regex === undefined) return 'has a regex that cannot be read';
  const whole = withExplicitWildcards(asEncoded(entry));
  const values = valuesOf(whole);
  if (!isOfTexts(entry) || values.some(({ value }) => typeof value !== 'string')) return undefined;
  if (modifiersOf(entry).includes('neq')) return 'would take apart what no value may be';
  const prefix = textAt(map, 'field_prefix');
  const kept = isTrue(map, 'preserve_unmatched');
  const found = values.map(scalar => {
    const groups = regex.exec(plainText(scalar.written))?.groups;
    return groups === undefined
      ? kept
        ? [{ ...withField(whole, fieldOf(entry), casing(entry)), value: scalar }]
        : []
      : itemsOf(whole, scalar, groups, prefix);
  });
  const ways = found.filter(each => each.length > 0);
  if (ways.length === 0) return undefined;
  const together = modifiersOf(entry).includes('all');
  const names = ways.flat().flatMap(each => (fieldOf(each) === fieldOf(entry) ? [] : [fieldOf(each)]));
  return { alternatives: together ? [ways.flat()] : ways, names, lost: found.length - ways.length, together };
}

/** What is asked for in its case is asked for so in parts. */
function casing(entry: DataEntry): readonly string[] {
  return modifiersOf(entry).filter(each => each === 'cased');
}

function itemsOf(
  entry: DataEntry,
  scalar: DataScalar,
  groups: Readonly<Record<string, string | undefined>>,
  prefix: string | undefined,
): readonly DataEntry[] {
  return Object.entries(groups).flatMap(([name, text]) => {
    if (text === undefined || text === '') return [];
    const field = prefix === undefined || prefix === '' ? name : `${prefix}.${name}`;
    const value = typed(scalar, text);
    return [{ ...withField(entry, field, typeof value.value === 'string' ? casing(entry) : []), value }];
  });
}

/** `null` and `none` are no value; numbers are numbers, save those that begin with a zero. */
function typed(scalar: DataScalar, text: string): DataScalar {
  const written = withText(scalar, writtenText(text, scalar.written));
  if (/^(?:null|none)$/i.test(text)) return { ...written, value: null };
  if (text !== '0' && text.startsWith('0')) return written;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)
    ? { ...written, value: Number(text) }
    : written;
}
