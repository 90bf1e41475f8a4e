import type { Expression } from './expression.ts';
import { printExpression } from './print.ts';
import type { Correlate, Measure, Pipeline, Search, Stage } from './search.ts';
import { fieldsIn } from './walk.ts';

type Window = Extract<Stage, { kind: 'window' }>;

const times: ReadonlySet<string> = new Set(['@timestamp', '_time', 'p_event_time']);

/**
 * What is counted beside each event over a span that ends with it, and a condition on it, as the correlation that it is: what
 * `correlationStages` makes of one, the other way. Undefined where something else is done with the rows.
 */
export function asCorrelation(search: Search): Correlate | undefined {
  if (search.kind !== 'pipeline' || search.from.kind !== 'events') return undefined;
  const keys = new Set(search.stages.flatMap(keysOf));
  const stages = search.stages.filter(
    (stage, index) => !isForShow(stage, index, search) && !asksForKeys(stage, keys),
  );
  const [sort, window, filter, ...more] = stages[0]?.kind === 'sort' ? stages : [undefined, ...stages];
  if (window?.kind !== 'window' || filter?.kind !== 'filter' || more.length > 0) return undefined;
  if ((sort !== undefined && !isOfTime(sort)) || !isPlain(window)) return undefined;
  const names = new Set(window.measures.map(({ name }) => name));
  if (!fieldsIn(filter.where).every(({ name }) => names.has(name))) return undefined;
  const { by, span: length = 0, measures, origin } = window;
  return {
    kind: 'correlate',
    inputs: [{ name: unlike('events', names), search: search.from }],
    aliases: {},
    by,
    window: { kind: 'sliding', length },
    ordered: false,
    measures,
    having: filter.where,
    origin,
  };
}

/** Columns that nothing after them asks for are shown alone. */
function isForShow({ kind }: Stage, index: number, { stages }: Pipeline): boolean {
  const isLast = stages.slice(index + 1).every(each => each.kind === 'keep' || each.kind === 'drop');
  return isLast && (kind === 'keep' || kind === 'drop');
}

function keysOf(stage: Stage): readonly string[] {
  return stage.kind === 'window' ? stage.by.map(key => printExpression(key)) : [];
}

/** A correlation counts no events without a key. */
function asksForKeys(stage: Stage, keys: ReadonlySet<string>): boolean {
  if (stage.kind !== 'filter') return false;
  const asked = stage.where.kind === 'and' ? stage.where.operands : [stage.where];
  return asked.every(each => each.kind === 'exists' && keys.has(printExpression(each.subject)));
}

function isOfTime(stage: Stage): boolean {
  if (stage.kind !== 'sort') return false;
  const [key, ...others] = stage.by;
  return others.length === 0 && key?.value.kind === 'field' && times.has(key.value.name) && !key.descending;
}

function isPlain({ by, span, rows, withoutCurrent, withPeers, measures }: Window): boolean {
  const isSliding = span !== undefined && rows === undefined && !withoutCurrent && !withPeers;
  return isSliding && measures.length === 1 && by.every(isField) && measures.every(isCorrelated);
}

function isField(key: Expression): boolean {
  return key.kind === 'field';
}

function isCorrelated({ where, orderedBy, of }: Measure): boolean {
  return where === undefined && orderedBy === undefined && of.every(isField);
}

function unlike(name: string, names: ReadonlySet<string>): string {
  return names.has(name) ? unlike(`${name}_`, names) : name;
}
