import type { DataEntry, DataScalar } from '../../source/index.ts';
import { fieldOf, modifiersOf, withField, withValues } from './detection-edit.ts';
import { withText } from './parameters.ts';

const affixes = ['contains', 'startswith', 'endswith'];
/** Modifiers beside which the wildcards are the same. */
const besides = ['all', 'cased', 'expand', 'neq'];

/**
 * The item as pySigma holds it when its transformations come: `contains` and its like have become wildcards of the values, which is
 * what regexes, tables and tests of values see (https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html).
 */
export function withExplicitWildcards(entry: DataEntry): DataEntry {
  const modifiers = modifiersOf(entry);
  const [affix, ...more] = modifiers.filter(each => affixes.includes(each));
  const others = modifiers.filter(each => !affixes.includes(each));
  if (affix === undefined || more.length > 0 || others.some(each => !besides.includes(each))) return entry;
  return withValues(withField(entry, fieldOf(entry), others), scalar => [withWildcards(scalar, affix)]);
}

function withWildcards(scalar: DataScalar, affix: string): DataScalar {
  if (scalar.value === null) return scalar;
  const { written } = scalar;
  const before = affix === 'startswith' || written.startsWith('*') ? '' : '*';
  if (affix === 'endswith' || endsInWildcard(written)) return withText(scalar, `${before}${written}`);
  // A backslash before the wildcard would make it an asterisk.
  const slashes = /\\*$/.exec(written)?.[0].length ?? 0;
  return withText(scalar, `${before}${written}${slashes % 2 === 1 ? '\\' : ''}*`);
}

function endsInWildcard(text: string): boolean {
  return /(?<!\\)(?:\\\\)*\*$/.test(text);
}
