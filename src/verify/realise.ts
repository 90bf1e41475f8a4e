import { compileExpression, compilePredicate, type EventData } from '../evaluate/index.ts';
import {
  type Element,
  type Expression,
  type FunctionName,
  fieldsIn,
  type Leaf,
  operands,
  type Predicate,
  subjects,
  type Value,
} from '../ir/index.ts';
import { holds, type OpaqueAtom } from './atom.ts';
import type { Demand } from './model.ts';
import { everyValue } from './subject.ts';

export interface Realisation {
  readonly met: readonly { readonly demand: Demand; readonly texts: readonly string[] }[];
  readonly opaque: readonly { readonly atom: OpaqueAtom; readonly value: boolean }[];
  /** Whether an event does what it is for. */
  readonly accepts: (event: EventData) => boolean;
  /** An event of an element's fields, under their full names. */
  readonly satisfy: (where: readonly Predicate[], against: readonly Predicate[]) => EventData | undefined;
}

type Patch = EventData;

const mostPatches = 4;
const mostEvents = 64;

/**
 * An event with the values that were found. For leaves that no theory stands behind, values are tried until the leaf itself
 * holds; the event is then tested as a whole.
 */
export function realise(request: Realisation): EventData | undefined {
  const base = baseEvent(request);
  const choices = [...expressionPatches(request, base), ...opaquePatches(request, base)];
  let events: readonly EventData[] = [base];
  for (const patches of choices)
    events = events.flatMap(event => patches.map(patch => merged(event, patch))).slice(0, mostEvents);
  return events.find(request.accepts);
}

function baseEvent({ met }: Realisation): EventData {
  const event: Record<string, unknown> = {};
  for (const { demand, texts } of met) {
    const name = nameOf(demand);
    if (name === undefined || texts.length === 0) continue;
    const numeric = demand.wanted.some(atom => atom.kind === 'number');
    const values = texts.map(text => (numeric && String(Number(text)) === text ? Number(text) : text));
    event[name] = values.length === 1 ? values[0] : values;
  }
  return event;
}

/** Where the values of a subject go; undefined when they are made of other fields. */
function nameOf({ subject }: Demand): string | undefined {
  if (subject === everyValue) return 'message';
  const { expression } = subject;
  if (expression?.kind !== 'fieldPattern') return subject.field;
  return expression.pattern.map(part => (part.kind === 'text' ? part.text : 'any')).join('');
}

/** Arrays of objects at the same place are put together, since each is an element of its own. */
function merged(event: EventData, patch: Patch): EventData {
  const result: Record<string, unknown> = { ...event };
  for (const [name, value] of Object.entries(patch)) {
    const there = result[name];
    result[name] = Array.isArray(there) && Array.isArray(value) ? [...there, ...value] : value;
  }
  return result;
}

/** Fields for an expression (`substring`, arithmetic) that is to have certain values. */
function expressionPatches({ met }: Realisation, base: EventData): readonly (readonly Patch[])[] {
  return met.flatMap(({ demand, texts }) => {
    const { expression, fields } = demand.subject;
    if (nameOf(demand) !== undefined || expression === undefined || texts.length === 0) return [];
    const read = compileExpression(expression);
    const fits = (event: EventData) => {
      const seen = read(event).map(String);
      return (
        demand.wanted.every(atom => seen.some(text => holds(atom, text))) &&
        !demand.unwanted.some(atom => seen.some(text => holds(atom, text)))
      );
    };
    const values = [...texts, ...timesOf(expression, texts), ...literalsOf(expression)];
    return [patchesThat(fits, fields, values, base)];
  });
}

function opaquePatches({ opaque, satisfy }: Realisation, base: EventData): readonly (readonly Patch[])[] {
  return opaque.flatMap(({ atom, value }) => {
    if (!value) return [];
    const { leaf } = atom;
    if (leaf.kind === 'element') return [elementPatches(leaf, opaque, satisfy)];
    const fields = [...new Set(fieldsIn(leaf).map(({ name }) => name))];
    const literals = [...subjects(leaf).flatMap(literalsOf), ...wordsOf(leaf)];
    const holdsIt = compilePredicate(leaf);
    const fails = opaque
      .filter(each => !each.value && fieldsIn(each.atom.leaf).every(({ name }) => fields.includes(name)))
      .map(each => compilePredicate(each.atom.leaf));
    const fits = (event: EventData) => holdsIt(event) && !fails.some(test => test(event));
    const there = fields.flatMap(name => joinedTo(base[name], literals));
    return [patchesThat(fits, fields, [...there, ...literals], base)];
  });
}

/** A value that is there already may be kept, or made longer. */
function joinedTo(value: unknown, literals: readonly Value[]): readonly Value[] {
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  return [value, ...literals.map(literal => `${value} ${literal}`)];
}

function wordsOf(leaf: Leaf): readonly Value[] {
  if (leaf.kind === 'analysed') return [leaf.tokens.join(' ')];
  if (leaf.kind === 'equals') return leaf.values;
  if (leaf.kind !== 'compares') return [];
  return leaf.as === 'time' ? ['2000-01-01T00:00:00Z', '2020-01-02T03:04:05Z', '2100-01-01T00:00:00Z'] : [];
}

function literalsOf(expression: Expression): readonly Value[] {
  if (expression.kind === 'literal') {
    const { value } = expression;
    if (typeof value === 'number') return [value, value + 1, value - 1];
    return value === null ? [] : [value];
  }
  return operands(expression).flatMap(literalsOf);
}

/** Times whose part is one of the numbers. */
function timesOf(expression: Expression, texts: readonly string[]): readonly Value[] {
  if (expression.kind !== 'call') return [];
  const written = timeOfPart[expression.function];
  return written === undefined ? [] : texts.filter(text => /^\d{1,4}$/.test(text)).map(written);
}

const twoDigits = (text: string): string => text.padStart(2, '0');

const timeOfPart: Readonly<Partial<Record<FunctionName, (text: string) => string>>> = {
  minute: text => `2026-01-05T03:${twoDigits(text)}:00Z`,
  hour: text => `2026-01-05T${twoDigits(text)}:30:00Z`,
  day: text => `2026-01-${twoDigits(text)}T03:30:00Z`,
  week: text => new Date(Date.UTC(2026, 0, 5) + (Number(text) - 2) * 604_800_000).toISOString(),
  month: text => `2026-${twoDigits(text)}-05T03:30:00Z`,
  year: text => `${text}-01-05T03:30:00Z`,
};

const others: readonly Value[] = [1, 2, 'a', 'ab', 'A', 'AB', 'aaaaaaaaaaaaaaaaaaaa', 0, 1000, '10.0.0.1'];
const mostTries = 400;

/** Ways to set the fields so that a test holds: each field of its own, all from one pool. */
function patchesThat(
  fits: (event: EventData) => boolean,
  fields: readonly string[],
  first: readonly Value[],
  base: EventData,
): readonly Patch[] {
  const pool = [...new Set([...first, ...others])].slice(0, fields.length > 1 ? 18 : 60);
  const found: Patch[] = [];
  let rows: readonly Patch[] = [{}];
  for (const field of fields.slice(0, 3))
    rows = rows.flatMap(row => pool.map(value => ({ ...row, [field]: value }))).slice(0, mostTries);
  for (const row of [{}, ...rows]) {
    if (found.length >= mostPatches) break;
    if (fits({ ...base, ...row })) found.push(row);
  }
  return found;
}

/** One element for each that is wanted, and none that is not. */
function elementPatches(
  leaf: Element,
  opaque: Realisation['opaque'],
  satisfy: Realisation['satisfy'],
): readonly Patch[] {
  const path = leaf.path.kind === 'field' ? leaf.path.name : undefined;
  if (path === undefined) return [];
  const against = opaque.flatMap(({ atom, value }) =>
    !value && atom.leaf.kind === 'element' && atom.leaf.path.kind === 'field' && atom.leaf.path.name === path
      ? [atom.leaf.where]
      : [],
  );
  const event = satisfy([leaf.where], against);
  if (event === undefined) return [];
  const element: Record<string, unknown> = {};
  const around: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(event)) {
    if (name.startsWith(`${path}.`)) element[name.slice(path.length + 1)] = value;
    else if (name !== path) around[name] = value;
  }
  return [{ ...around, [path]: [path in event ? event[path] : element] }];
}
