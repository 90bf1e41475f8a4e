import { spellingIn, translateValue } from '../fields/index.ts';
import { field, type Named, plainText, printExpression, type Search, type Stage } from '../ir/index.ts';
import { type Fitted, firstNames, type Names, type PartFitting, tellingApart } from './search-names.ts';

/**
 * The parts of a union under one set of names: what the stages after it ask for, and what is another field of the target in each part,
 * is a column that each part makes of its own.
 */
export function withSharedColumns(
  parts: readonly Fitted[],
  later: readonly Stage[],
  plan: PartFitting,
): { readonly searches: readonly Search[]; readonly names: Names } {
  const first = firstNames(parts);
  const columns = new Map([...parts.toReversed().flatMap(part => [...part.names.columns]), ...first.columns]);
  const taken = new Set(columns.values());
  const made: Shared[] = [];
  for (const [name, isToldApart] of fieldsAsked(later)) {
    const texts = new Set(parts.map(part => textIn(name, part.names, plan)));
    if (texts.size < 2) continue;
    const column = freshName(name, taken);
    taken.add(column);
    columns.set(name, column);
    made.push({ name, column, isToldApart: isToldApart && isSpeltAlike(name, parts, plan) });
  }
  const searches = parts.map(part => withColumns(part, made, plan));
  const fieldsGone = parts.every(part => part.names.fieldsGone);
  return { searches, names: { ...first, columns, fieldsGone } };
}

/** What is only told apart is spelt as the parts do where they spell it alike: rows of two of them may have the same value. */
function isSpeltAlike(name: string, parts: readonly Fitted[], { vendors }: PartFitting): boolean {
  const own = parts.filter(({ names }) => !names.columns.has(name) && !names.fieldsGone);
  const sources = own.map(({ names }) => names.source);
  return sources.length < 2 || spellingIn(field(name, vendors.author), sources, vendors.target) !== undefined;
}

/** A column that stands for a field; its values are only told apart, or asked for as well. */
interface Shared {
  readonly name: string;
  readonly column: string;
  readonly isToldApart: boolean;
}

/** What a name is in the target, as text. */
function textIn(name: string, names: Names, { vendors: { author, target } }: PartFitting): string {
  const column = names.columns.get(name) ?? (names.fieldsGone ? name : undefined);
  return column ?? printExpression(translateValue(field(name, author), names.source, target).expression);
}

function withColumns({ search, names }: Fitted, made: readonly Shared[], plan: PartFitting): Search {
  if (made.length === 0) return search;
  const fields = made.map(({ name, column, isToldApart }): Named => {
    const written = field(name, plan.vendors.author);
    return {
      name: column,
      value: isToldApart ? plan.key(written, names) : plan.expression(written, names),
    };
  });
  const stage: Stage = { kind: 'extend', fields, origin: search.origin };
  return search.kind === 'pipeline'
    ? { ...search, stages: [...search.stages, stage] }
    : { kind: 'pipeline', from: search, stages: [stage], origin: search.origin };
}

function freshName(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replaceAll(/\W+/g, '_').replace(/^_+/, '');
  let column = plain;
  for (let count = 2; taken.has(column); count++) column = `${plain}_${count}`;
  return column;
}

/** The fields that stages ask for, up to the one that leaves none, and whether their values are only told apart. */
function fieldsAsked(stages: readonly Stage[]): ReadonlyMap<string, boolean> {
  const asked = new Map<string, boolean>();
  const made = new Set<string>();
  const ask = (name: string, isToldApart: boolean): void => {
    if (!made.has(name)) asked.set(name, isToldApart && asked.get(name) !== false);
  };
  for (const stage of stages) {
    const keys = keysOf(stage);
    for (const name of keys) ask(name, true);
    for (const name of [...namedIn(stage), ...fieldsWithin(withoutKeys(stage))]) ask(name, false);
    if (stage.kind === 'aggregate') break;
    for (const name of madeBy(stage)) made.add(name);
  }
  return asked;
}

type Grouping = Extract<Stage, { kind: 'aggregate' | 'joinAggregate' }>;

function isGrouping(stage: Stage): stage is Grouping {
  return stage.kind === 'aggregate' || stage.kind === 'joinAggregate';
}

/** Fields by which rows are put together, or that are counted as they are. */
function keysOf(stage: Stage): readonly string[] {
  if (!isGrouping(stage)) return [];
  const measured = stage.measures.flatMap(each => (tellingApart.has(each.function) ? each.of : []));
  return [...stage.by.map(({ value }) => value), ...measured].flatMap(each =>
    each.kind === 'field' ? [each.name] : [],
  );
}

function withoutKeys(stage: Stage): unknown {
  if (!isGrouping(stage)) return stage;
  const by = stage.by.filter(({ value }) => value.kind !== 'field');
  const measures = stage.measures.map(each => ({
    ...each,
    of: tellingApart.has(each.function) ? each.of.filter(({ kind }) => kind !== 'field') : each.of,
  }));
  return { ...stage, by, measures };
}

/** Those that stand by their names alone. */
export function namedIn(stage: Stage): readonly string[] {
  switch (stage.kind) {
    case 'keep':
      return stage.fields.flatMap(each => plainText(each) ?? []);
    case 'rename':
      return stage.fields.map(({ from }) => from);
    case 'expand':
      return [stage.field];
    case 'fill':
      return stage.fields;
    case 'lookup':
    case 'join':
      return stage.on;
    case 'changePoint':
      return [stage.value, stage.by];
    default:
      return [];
  }
}

export function madeBy(stage: Stage): readonly string[] {
  switch (stage.kind) {
    case 'extend':
      return stage.fields.map(({ name }) => name);
    case 'rename':
      return stage.fields.map(({ to }) => to);
    case 'extract':
    case 'lookup':
      return stage.fields;
    case 'joinAggregate':
    case 'window':
      return stage.measures.map(({ name }) => name);
    default:
      return [];
  }
}

function* fieldsWithin(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield* fieldsWithin(each);
  else if (typeof value === 'object' && value !== null) {
    if ('kind' in value && value.kind === 'field' && 'name' in value) yield String(value.name);
    for (const [key, each] of Object.entries(value)) if (key !== 'origin') yield* fieldsWithin(each);
  }
}
