import type { Value } from '../../ir/index.ts';
import { outsideValues, signedValues } from './leaf-values.ts';
import { swapCase, withoutSigns } from './pattern-texts.ts';
import type { Site } from './sites.ts';

/** What an event shows of a leaf. */
export type Aspect =
  | 'inside'
  | 'outside'
  | 'absent'
  | 'null'
  | 'empty'
  | 'case'
  | 'type'
  | 'signs'
  | 'first of several'
  | 'last of several'
  | 'none of several';

/** Another value of the field that a leaf looks at; `value` undefined takes the field away. */
export interface Variant {
  readonly aspect: Aspect;
  readonly value: unknown;
}

const mostOutside = 3;

/** What the field of a leaf could hold in place of a value that the leaf holds of. */
export function variantsOf(site: Site, inside: unknown, isMultiValued: boolean): readonly Variant[] {
  const { leaf, field } = site;
  if (field === undefined) return [];
  const holds = (value: unknown) => site.holds({ [field]: value });
  const outside = distinct([...outsideValues(leaf, inside)].filter(value => !holds(value))).slice(
    0,
    mostOutside,
  );
  const other = outside[0] ?? 'other';
  const text = String(inside);
  const swapped = swapCase(text);
  return [
    ...outside.map(value => ({ aspect: 'outside' as const, value })),
    { aspect: 'absent', value: undefined },
    { aspect: 'null', value: null },
    { aspect: 'empty', value: '' },
    ...(swapped === text ? [] : [{ aspect: 'case' as const, value: swapped }]),
    ...otherTypes(inside).map(value => ({ aspect: 'type' as const, value })),
    ...[...signedValues(leaf), ...withoutSigns(text)].map(value => ({ aspect: 'signs' as const, value })),
    ...(isMultiValued ? severalOf(inside, other, outside[1] ?? 'another') : []),
  ];
}

function otherTypes(value: unknown): readonly Value[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'string') return [];
  const same = String(Number(value)) === value ? [Number(value)] : [];
  return /^(?:true|false)$/i.test(value) ? [value.toLowerCase() === 'true'] : [...same, 4_242];
}

function severalOf(inside: unknown, other: unknown, another: unknown): readonly Variant[] {
  return [
    { aspect: 'first of several', value: [inside, other] },
    { aspect: 'last of several', value: [other, inside] },
    { aspect: 'none of several', value: [other, another] },
  ];
}

function distinct<Member>(members: readonly Member[]): readonly Member[] {
  return [...new Set(members)];
}
