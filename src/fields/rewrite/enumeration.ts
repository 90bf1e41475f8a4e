import { compilePredicate } from '../../evaluate/index.ts';
import {
  always,
  and,
  type Equals,
  type Expression,
  equals,
  exists,
  field,
  type Leaf,
  not,
  or,
  type Predicate,
  type Vendor,
} from '../../ir/index.ts';
import type { CasesView, Condition, ValuesView } from '../data-source.ts';
import { exactly, joined, loosely, type Rewriting } from '../rewriting.ts';
import { respelt } from './respelt.ts';

/** The values that one stands for on the other side, and those that stand for them in turn on its own. */
interface Counterparts {
  readonly values: readonly string[];
  readonly back: readonly string[];
}

/** Canonical values to a vendor's; letters are compared as the leaf compares them. */
export function encoded(leaf: Leaf, view: ValuesView, subject: Expression): Rewriting | undefined {
  const pairs = pairsOf(view);
  if (view.others === 'same') return respelt(leaf, pairs, subject);
  const same = sameText(leaf);
  const own = pairs.map(([one]) => one);
  return withFitting(leaf, view, own, asked =>
    withValues(asked, subject, view.name, value => {
      const values = pairs.filter(([own]) => same(own, value)).map(([, theirs]) => theirs);
      const back = view.alike
        ? [value]
        : pairs.filter(([, theirs]) => values.includes(theirs)).map(([own]) => own);
      return { values, back };
    }),
  );
}

/** A vendor's values to canonical ones: to the first spelling, where the table has several. */
export function decoded(leaf: Leaf, view: ValuesView, subject: Expression): Rewriting | undefined {
  const pairs = pairsOf(view);
  if (view.others === 'same')
    return respelt(
      leaf,
      pairs.map(([own, theirs]) => [theirs, own]),
      subject,
    );
  const same = sameText(leaf);
  const theirs = pairs.map(([, one]) => one);
  return withFitting(leaf, view, theirs, asked =>
    withValues(asked, subject, view.name, value => {
      const all = pairs.filter(([, theirs]) => same(theirs, value)).map(([own]) => own);
      const values = view.alike ? all.slice(0, 1) : all;
      return { values, back: pairs.filter(([own]) => values.includes(own)).map(([, theirs]) => theirs) };
    }),
  );
}

function isClosed({ closed, values }: ValuesView): boolean {
  return [closed === true, isBoolean(Object.keys(values)), isBoolean(Object.values(values).flat())].includes(
    true,
  );
}

function isBoolean(values: readonly string[]): boolean {
  return values.includes('true') && values.includes('false');
}

/** A pattern asks for the values that fit it: for these alone, where the field has no others. */
function withFitting(
  leaf: Leaf,
  view: ValuesView,
  values: readonly string[],
  written: (leaf: Leaf) => Rewriting | undefined,
): Rewriting | undefined {
  if (leaf.kind !== 'like' && leaf.kind !== 'matches') return written(leaf);
  if (leaf.quantifier === 'all') return undefined;
  const closed = isClosed(view);
  const fits = compilePredicate({ ...leaf, subject: field('value', 'sigma') });
  const fitting = [...new Set(values)].filter(value => fits({ value }));
  if (fitting.length === 0) return closed ? exactly(always(false, leaf.origin)) : undefined;
  const casing = leaf.kind === 'like' ? leaf.casing : 'exact';
  const asked: Equals = equals(leaf.subject, fitting, { ...leaf, casing });
  const found = written(asked);
  if (found === undefined || closed) return found;
  const why = `${view.name} may have values beyond ${quoted(fitting)} that fit the pattern.`;
  return joined(found.predicate, [found, loosely(found.predicate, 'narrower', why)]);
}

function pairsOf({ values }: ValuesView): readonly (readonly [string, string])[] {
  return Object.entries(values).flatMap(([own, theirs]) => [theirs].flat().map(one => [own, one] as const));
}

function sameText(leaf: Leaf): (one: string, other: string) => boolean {
  const fold = 'casing' in leaf && leaf.casing === 'ignored';
  return (one, other) => one === other || (fold && one.toLowerCase() === other.toLowerCase());
}

function withValues(
  leaf: Leaf,
  subject: Expression,
  name: string,
  counterparts: (value: string) => Counterparts,
): Rewriting | undefined {
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject });
  if (leaf.kind !== 'equals') return undefined;
  const same = sameText(leaf);
  const asked = leaf.values.map(String);
  const found = asked.map(counterparts);
  const unknown = asked.filter((_, index) => found[index]?.values.length === 0);
  const known = [...new Set(found.flatMap(({ values }) => values))];
  if (known.length === 0)
    return loosely(
      { ...leaf, subject },
      'different',
      `${name} has no value that stands for ${quoted(unknown)}.`,
    );
  const others = new Set(
    found.flatMap(({ back }) => back.filter(one => !asked.some(value => same(one, value)))),
  );
  const predicate = { ...leaf, subject, values: known };
  const parts: Rewriting[] = [exactly(predicate)];
  if (unknown.length > 0)
    parts.push(loosely(predicate, 'narrower', `${name} has no value that stands for ${quoted(unknown)}.`));
  if (others.size > 0)
    parts.push(
      loosely(predicate, 'broader', `${name} does not tell ${quoted(asked)} from ${quoted([...others])}.`),
    );
  return joined(predicate, parts);
}

function quoted(values: readonly string[]): string {
  return values.map(value => `“${value}”`).join(', ');
}

/** Values of a field that the vendor lacks, as conditions on fields that it has. */
export function byCases(
  leaf: Leaf,
  view: CasesView,
  vendor: Vendor,
  canonical: string,
): Rewriting | undefined {
  if (leaf.kind === 'exists')
    return loosely(always(true, leaf.origin), 'broader', `The target has no field like ${canonical}.`);
  const asked = askedCases(leaf, view);
  if (asked === undefined || (asked.found.length === 0 && !view.closed)) return undefined;
  const { found, foreign, isOpen } = asked;
  const conditions = found.flatMap(value => {
    const one = view.cases[value];
    return one === undefined ? [] : [condition(one, vendor, leaf)];
  });
  const isAll = view.closed && conditions.length === Object.keys(view.cases).length;
  const predicate = isAll ? always(true, leaf.origin) : or(conditions, leaf.origin);
  const given = `derived:${canonical}` as const;
  if (isOpen)
    return loosely(
      predicate,
      'narrower',
      `${canonical} may have values beyond ${quoted(found)} that fit the pattern.`,
      given,
    );
  if (foreign.length === 0) return exactly(predicate, given);
  const why = `The target's events of this log source are none of ${quoted(foreign)}.`;
  return loosely(predicate, 'narrower', why, given);
}

interface AskedCases {
  /** Values that there are conditions for. */
  readonly found: readonly string[];
  readonly foreign: readonly string[];
  /** Whether other values may be asked for than those that are known. */
  readonly isOpen: boolean;
}

/** The values that are asked for by name, or by a pattern that they fit; undefined where no list of values says it. */
function askedCases(leaf: Leaf, { cases, closed }: CasesView): AskedCases | undefined {
  if (leaf.kind === 'equals') {
    const words = leaf.values.map(value => String(value).toLowerCase());
    const isKnown = (word: string): boolean => Object.hasOwn(cases, word);
    const foreign = leaf.values.map(String).filter(value => !isKnown(value.toLowerCase()));
    return { found: [...new Set(words.filter(isKnown))], foreign, isOpen: false };
  }
  if ((leaf.kind !== 'like' && leaf.kind !== 'matches') || leaf.quantifier === 'all') return undefined;
  const subject = field('value', 'sigma');
  const fits = compilePredicate(
    leaf.kind === 'like'
      ? { ...leaf, subject, casing: 'ignored' }
      : {
          ...leaf,
          subject,
          regex: { ...leaf.regex, flags: { ...leaf.regex.flags, ignoreCase: true } },
        },
  );
  const found = Object.keys(cases).filter(value => fits({ value }));
  return { found, foreign: [], isOpen: closed !== true };
}

function condition(found: Condition, vendor: Vendor, leaf: Leaf): Predicate {
  const named = (name: string) => field(name, vendor, leaf.origin);
  const parts: Predicate[] = [];
  if (found.present !== undefined)
    parts.push(or(found.present.map(name => exists(named(name), leaf.origin))));
  for (const name of found.absent ?? []) parts.push(not(exists(named(name), leaf.origin)));
  for (const [name, values] of Object.entries(found.equals ?? {}))
    parts.push(equals(named(name), values, { casing: 'ignored', origin: leaf.origin }));
  if (found.not !== undefined) parts.push(not(condition(found.not, vendor, leaf)));
  if (found.either !== undefined) parts.push(or(found.either.map(each => condition(each, vendor, leaf))));
  return and(parts, leaf.origin);
}
