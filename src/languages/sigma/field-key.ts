import { diagnose, nearestName } from '../../diagnostics/index.ts';
import { type Field, field } from '../../ir/index.ts';
import type { RegexFlags } from '../../regex/index.ts';
import type { DataScalar, Span } from '../../source/index.ts';
import { type Lowering, spanWithin } from './lowering.ts';
import {
  conflictBetween,
  disorderBetween,
  isModifier,
  type ModifierKind,
  type ModifierName,
  modifierAliases,
  modifierKinds,
} from './modifiers.ts';

/** The key of an item, `CommandLine|contains|all`, taken apart and found to be legal. */
export interface FieldKey {
  /** Absent for keywords (`'|all'`). */
  readonly field: Field | undefined;
  /** Those that change the text of a value, in order: placement, encoding, dash, expand. */
  readonly transforms: readonly ModifierName[];
  /** What the value is when it is no text: regex, network, existence, comparison, reference. */
  readonly test: ModifierName | undefined;
  readonly datePart: ModifierName | undefined;
  readonly flags: RegexFlags;
  readonly all: boolean;
  readonly negated: boolean;
  readonly cased: boolean;
  readonly span: Span;
  /** Of a modifier that the key has. */
  readonly spanOf: (name: ModifierName) => Span;
}

interface Written {
  readonly name: ModifierName;
  readonly start: number;
  readonly end: number;
}

const transformKinds: ReadonlySet<ModifierKind> = new Set(['placement', 'encoding', 'dash', 'expand']);
const testKinds: ReadonlySet<ModifierKind> = new Set([
  'regex',
  'network',
  'existence',
  'comparison',
  'reference',
]);

/** Nothing when a modifier is unknown or stands where it may not. */
export function readFieldKey(key: DataScalar, lowering: Lowering): FieldKey | undefined {
  const pipe = key.written.indexOf('|');
  const name = pipe === -1 ? key.written : key.written.slice(0, pipe);
  const modifiers = pipe === -1 ? [] : readModifiers(key, pipe, lowering);
  if (modifiers === undefined || !isLegal(modifiers, key, lowering)) return undefined;
  const names = modifiers.map(modifier => modifier.name);
  const ofKind = (kind: ModifierKind) => names.find(each => modifierKinds[each] === kind);
  if (needsMissingField(name, names, key, lowering)) return undefined;
  const spanOf = (wanted: ModifierName) => spanOfModifier(modifiers, wanted, key);
  adviseOnRegex(names, spanOf, lowering);
  return {
    field: name === '' ? undefined : field(name, 'sigma', [fieldSpan(key, name)]),
    transforms: names.filter(each => transformKinds.has(modifierKinds[each])),
    test: names.find(each => testKinds.has(modifierKinds[each])),
    datePart: ofKind('datePart'),
    flags: {
      ignoreCase: names.includes('i'),
      multiline: names.includes('m'),
      dotAll: names.includes('s'),
    },
    all: names.includes('all'),
    negated: names.includes('neq'),
    cased: names.includes('cased'),
    span: key.span,
    spanOf,
  };
}

function fieldSpan(key: DataScalar, name: string): Span {
  return spanWithin(key, 0, name.length);
}

function spanOfModifier(modifiers: readonly Written[], wanted: ModifierName, key: DataScalar): Span {
  const found = modifiers.find(modifier => modifier.name === wanted);
  return found === undefined ? key.span : spanWithin(key, found.start, found.end);
}

function readModifiers(key: DataScalar, pipe: number, lowering: Lowering): Written[] | undefined {
  const modifiers: Written[] = [];
  let start = pipe + 1;
  for (const written of key.written.slice(start).split('|')) {
    const modifier = { start, end: start + written.length };
    start = modifier.end + 1;
    const name = isModifier(written) ? written : modifierAliases.get(written);
    const span = () => spanWithin(key, modifier.start, modifier.end);
    if (name === undefined) {
      const nearest = nearestName(written, Object.keys(modifierKinds));
      lowering.report(diagnose('lower/unknown-modifier', { name: written, nearest }, span()));
      return undefined;
    }
    if (name !== written)
      lowering.report(diagnose('lower/modifier-alias', { name: written, known: name }, span()));
    if (isRepetition(name, modifiers)) lowering.report(diagnose('lower/modifier-repeated', { name }, span()));
    else modifiers.push({ ...modifier, name });
  }
  return modifiers;
}

/** Only encodings do something else the second time. */
function isRepetition(name: ModifierName, earlier: readonly Written[]): boolean {
  return modifierKinds[name] !== 'encoding' && earlier.some(modifier => modifier.name === name);
}

function isLegal(modifiers: readonly Written[], key: DataScalar, lowering: Lowering): boolean {
  for (const [index, second] of modifiers.entries()) {
    const span = () => spanWithin(key, second.start, second.end);
    for (const first of modifiers.slice(0, index)) {
      const names = { first: first.name, second: second.name };
      const conflict = conflictBetween(first.name, second.name) ?? conflictBetween(second.name, first.name);
      const disorder = disorderBetween(first.name, second.name);
      if (conflict === undefined && disorder === undefined) continue;
      lowering.report(
        conflict !== undefined
          ? diagnose('lower/modifier-conflict', { ...names, why: conflict }, span())
          : diagnose('lower/modifier-order', { ...names, why: disorder ?? '' }, span()),
      );
      return false;
    }
    if (!flagFollowsRegex(modifiers, index)) {
      const first = modifiers[index - 1]?.name ?? 'the field';
      const why = 'it belongs right behind `re`';
      lowering.report(diagnose('lower/modifier-order', { first, second: second.name, why }, span()));
      return false;
    }
  }
  return true;
}

function flagFollowsRegex(modifiers: readonly Written[], index: number): boolean {
  const kindAt = (at: number) => modifiers[at] && modifierKinds[modifiers[at].name];
  const before = kindAt(index - 1);
  return kindAt(index) !== 'flag' || before === 'regex' || before === 'flag';
}

function adviseOnRegex(
  names: readonly ModifierName[],
  spanOf: (name: ModifierName) => Span,
  lowering: Lowering,
): void {
  if (!names.includes('re')) return;
  const reasons = {
    contains: 'a regular expression is searched for anywhere',
    cased: 'a regular expression keeps the case of letters anyway',
  } as const;
  for (const name of ['contains', 'cased'] as const)
    if (names.includes(name))
      lowering.report(diagnose('lower/modifier-without-effect', { name, why: reasons[name] }, spanOf(name)));
}

const fieldKinds: ReadonlySet<ModifierKind> = new Set([
  'network',
  'existence',
  'comparison',
  'datePart',
  'reference',
]);

function needsMissingField(
  field: string,
  names: readonly ModifierName[],
  key: DataScalar,
  lowering: Lowering,
): boolean {
  const name = names.find(each => fieldKinds.has(modifierKinds[each]));
  if (field !== '' || name === undefined) return false;
  lowering.report(diagnose('lower/modifier-needs-field', { name }, key.span));
  return true;
}
