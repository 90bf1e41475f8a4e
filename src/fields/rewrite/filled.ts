import { compilePredicate } from '../../evaluate/index.ts';
import {
  always,
  and,
  equals,
  exists,
  type Field,
  fieldsOf,
  type Given,
  type Leaf,
  mapLeaves,
  not,
  or,
  type Predicate,
  subjects,
  type Value,
  type Vendor,
} from '../../ir/index.ts';
import { type Dataset, datasetOf } from '../data-models.ts';
import { type Exactness, type Rewriting, worse } from '../rewriting.ts';

/** A field of a data model, and what the model's definition writes there where an event has no value, or an empty text. */
interface Filled {
  readonly field: Field;
  readonly value: Value;
}

/**
 * A predicate in the names of a data model, most of whose fields are never without a value: where an event has none, `Processes.process`
 * is the word unknown, and `All_Traffic.dest_port` is 0. Who asks whether there is a value asks for another one than this, and a test that
 * this one passes is not to be passed by it.
 */
export function withFilled(rewriting: Rewriting, dataModel: string | undefined): Rewriting {
  const dataset = datasetOf(dataModel);
  if (dataset === undefined) return rewriting;
  const given = new Set<Given>(rewriting.given);
  let { verdict, why } = rewriting;
  const predicate = mapLeaves(rewriting.predicate, leaf => {
    const filled = filledIn(leaf, dataset);
    const told = filled.length === 0 ? undefined : guarded(leaf, filled);
    if (told === undefined) return leaf;
    for (const { field } of filled) given.add(`filled-value:${field.name}`);
    verdict = worse(verdict, told.verdict);
    if (told.verdict !== 'exact') why ??= reason;
    return told.predicate;
  });
  return { predicate, verdict, given: [...given], ...(why === undefined ? {} : { why }) };
}

/**
 * What a leaf in the names of a data model says of events that bear other names: what the model has filled has no value there.
 */
export function withoutFilled(
  leaf: Leaf,
  to: Vendor,
  dataModel: string | undefined,
): { readonly whole: Predicate; readonly given: readonly Given[] } {
  const dataset = to === 'cim' ? undefined : datasetOf(dataModel);
  const [only] = dataset === undefined ? [] : filledIn(leaf, dataset);
  if (only === undefined || !isOfField(leaf, only.field)) return { whole: leaf, given: [] };
  const { name } = only.field;
  if (!compilePredicate(leaf)({ [name]: only.value })) return { whole: leaf, given: [] };
  const isAbsent = not(exists(only.field, leaf.origin));
  return {
    whole: leaf.kind === 'exists' ? always(true, leaf.origin) : or([leaf, isAbsent], leaf.origin),
    given: [`filled-value:${name}`],
  };
}

/** An event in the names of a data model, as its definition fills it. */
export function filledEvent(
  event: Readonly<Record<string, unknown>>,
  dataModel: string | undefined,
): Readonly<Record<string, unknown>> {
  const dataset = dataModel?.split('.').at(-1);
  const filled = Object.entries(datasetOf(dataModel)?.filled ?? {}).filter(
    ([field]) => (event[`${dataset}.${field}`] ?? '') === '',
  );
  return { ...event, ...Object.fromEntries(filled.map(([field, value]) => [`${dataset}.${field}`, value])) };
}

const reason = 'The data model writes a value of its own where an event has none, or an empty text.';

function filledIn(leaf: Leaf, { filled }: Dataset): readonly Filled[] {
  const names = new Map<string, Filled>();
  for (const subject of subjects(leaf))
    for (const field of fieldsOf(subject)) {
      const value = field.vendor === 'cim' ? filled[plainName(field)] : undefined;
      if (value !== undefined) names.set(field.name, { field, value });
    }
  return [...names.values()];
}

function plainName({ name }: Field): string {
  return name.slice(name.indexOf('.') + 1);
}

/** Undefined where the leaf is the same of an event without a value as of one that the model has filled. */
function guarded(
  leaf: Leaf,
  filled: readonly Filled[],
): { readonly predicate: Predicate; readonly verdict: Exactness } | undefined {
  const isThere = filled.map(each => not(isFilling(each, leaf)));
  if (leaf.kind === 'exists') return { predicate: and(isThere, leaf.origin), verdict: 'exact' };
  const [only] = filled;
  if (only === undefined || !isOfField(leaf, only.field))
    return { predicate: and([leaf, ...isThere], leaf.origin), verdict: 'exact' };
  const holds = compilePredicate(leaf);
  const [ofFilled, ofEmpty] = [only.value, ''].map(value => holds({ [only.field.name]: value }));
  if (!ofFilled && !ofEmpty) return undefined;
  if (leaf.kind !== 'equals') return { predicate: and([leaf, ...isThere], leaf.origin), verdict: 'exact' };
  return {
    predicate: leaf,
    verdict: worse(ofFilled ? 'broader' : 'exact', ofEmpty ? 'narrower' : 'exact'),
  };
}

function isFilling({ field, value }: Filled, { origin }: Leaf): Predicate {
  return equals(field, [value], { casing: 'ignored', origin });
}

function isOfField(leaf: Leaf, { name }: Field): boolean {
  const [subject, ...others] = subjects(leaf).filter(each => each.kind !== 'literal');
  return subject?.kind === 'field' && subject.name === name && others.length === 0;
}
