/** What a modifier does; what may stand beside what is said of these. */
export type ModifierKind =
  | 'placement'
  | 'encoding'
  | 'dash'
  | 'expand'
  | 'regex'
  | 'flag'
  | 'network'
  | 'existence'
  | 'comparison'
  | 'datePart'
  | 'reference'
  | 'all'
  | 'negation'
  | 'casing';

/** Every modifier of https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html, version 2.1. */
export const modifierKinds = {
  contains: 'placement',
  startswith: 'placement',
  endswith: 'placement',
  base64: 'encoding',
  base64offset: 'encoding',
  utf16: 'encoding',
  utf16le: 'encoding',
  utf16be: 'encoding',
  wide: 'encoding',
  windash: 'dash',
  expand: 'expand',
  re: 'regex',
  i: 'flag',
  m: 'flag',
  s: 'flag',
  cidr: 'network',
  exists: 'existence',
  lt: 'comparison',
  lte: 'comparison',
  gt: 'comparison',
  gte: 'comparison',
  minute: 'datePart',
  hour: 'datePart',
  day: 'datePart',
  week: 'datePart',
  month: 'datePart',
  year: 'datePart',
  fieldref: 'reference',
  all: 'all',
  neq: 'negation',
  cased: 'casing',
} as const satisfies Record<string, ModifierKind>;

export type ModifierName = keyof typeof modifierKinds;

/** https://sigmahq-pysigma.readthedocs.io/: names that pySigma takes beside those of the specification. */
export const modifierAliases: ReadonlyMap<string, ModifierName> = new Map([
  ['ignorecase', 'i'],
  ['multiline', 'm'],
  ['dotall', 's'],
]);

export function isModifier(name: string): name is ModifierName {
  return Object.hasOwn(modifierKinds, name);
}

/** With which kinds a kind may be chained; symmetric. Of the same kind only encodings and flags. */
const companions: Readonly<Record<ModifierKind, readonly ModifierKind[]>> = {
  placement: ['encoding', 'dash', 'expand', 'reference', 'all', 'negation', 'casing'],
  encoding: ['placement', 'encoding', 'dash', 'expand', 'all', 'negation', 'casing'],
  dash: ['placement', 'encoding', 'expand', 'all', 'negation', 'casing'],
  expand: [
    'placement',
    'encoding',
    'dash',
    'regex',
    'flag',
    'network',
    'comparison',
    'all',
    'negation',
    'casing',
  ],
  regex: ['flag', 'expand', 'all', 'negation', 'casing'],
  flag: ['regex', 'flag', 'expand', 'all', 'negation', 'casing'],
  network: ['expand', 'all', 'negation'],
  existence: [],
  comparison: ['datePart', 'expand', 'all', 'negation'],
  datePart: ['comparison', 'all', 'negation'],
  reference: ['placement', 'all', 'negation', 'casing'],
  all: [
    'placement',
    'encoding',
    'dash',
    'expand',
    'regex',
    'flag',
    'network',
    'comparison',
    'datePart',
    'reference',
    'negation',
    'casing',
  ],
  negation: [
    'placement',
    'encoding',
    'dash',
    'expand',
    'regex',
    'flag',
    'network',
    'comparison',
    'datePart',
    'reference',
    'all',
    'casing',
  ],
  casing: ['placement', 'encoding', 'dash', 'expand', 'regex', 'flag', 'reference', 'all', 'negation'],
};

/** Why two modifiers cannot be chained, or nothing. */
export function conflictBetween(first: ModifierName, second: ModifierName): string | undefined {
  const [one, other] = [modifierKinds[first], modifierKinds[second]];
  // pySigma allows `re|contains`; a search finds the regex anywhere already.
  if ((first === 'contains' && other === 'regex') || (second === 'contains' && one === 'regex'))
    return undefined;
  if (companions[one].includes(other)) return first === 'i' && second === 'cased' ? bothCases : undefined;
  const kinds = new Set<ModifierKind>([one, other]);
  if (kinds.size === 1) return `both say how the value is found (${one})`;
  if (kinds.has('existence')) return '`exists` looks at no value';
  if (kinds.has('regex') || kinds.has('flag')) return 'a regular expression says itself what it matches';
  if (kinds.has('casing')) return 'only texts have a case';
  if (kinds.has('reference')) return '`fieldref` compares with another field, not with a text';
  return 'one is of texts, the other is not';
}

const bothCases = 'one ignores case, the other keeps it';

/**
 * Modifiers change the value from left to right; why `second` cannot come after `first` (not always next to it), or nothing.
 */
export function disorderBetween(first: ModifierName, second: ModifierName): string | undefined {
  const [one, other] = [modifierKinds[first], modifierKinds[second]];
  if (other === 'encoding' && one === 'placement') return 'its wildcards would be encoded';
  if (other === 'regex' && one === 'placement')
    return 'its wildcards would become part of the regular expression';
  if (other === 'dash' && one === 'encoding') return 'dashes are gone once the text is encoded';
  if (other === 'expand' && one === 'encoding') return 'the placeholder is gone once the text is encoded';
  if (other === 'datePart' && one === 'comparison') return 'the part of the date is what is compared';
  return undefined;
}
