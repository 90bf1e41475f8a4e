import { diagnose } from '../../diagnostics/index.ts';
import { always, exists, type Measure, type Named, not, type Predicate } from '../../ir/index.ts';
import { readKeys, readMeasures } from './aggregation.ts';
import type { Command, Range } from './ast.ts';
import { type Argument, Arguments, argumentsOf, isWord, nameOf } from './clause.ts';
import type { Context } from './context.ts';
import { bind, bindToRows, type Environment, either, ownFields } from './environment.ts';
import { lowerSearch } from './lower-search.ts';
import { parseSearch } from './parse.ts';
import type { EventsState, Handler, Rows } from './pipeline-state.ts';
import { definedOf, literal } from './value.ts';
import { type ReadMeasure, withVariances } from './variance.ts';

/**
 * `tstats … from datamodel=X.Y where … by …`: rows of what the events have in common. A later filter on the fields of BY is one on
 * the events themselves. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/tstats
 */
export const tstats: Handler = { events: startEvents, rows: aggregateRows };

interface Parts {
  readonly measures: readonly ReadMeasure[];
  readonly dataModel: string | undefined;
  readonly where: Range | undefined;
  readonly keys: readonly Named[];
  readonly spans: ReadonlyMap<string, number>;
  /** What stands for an absent field of BY; without it the rows that lack one are dropped. */
  readonly fill: string | undefined;
}

const options = [
  ...[
    'prestats',
    'local',
    'append',
    'summariesonly',
    'include_reduced_buckets',
    'allow_old_summaries',
    'chunk_size',
  ],
];

function startEvents(command: Command, state: EventsState, context: Context): EventsState | undefined {
  const parts = partsOf(command, context);
  const where = parts.where === undefined ? [] : [lowerWhere(parts.where, context)];
  const { dataModel } = parts;
  const own = state.source.splunk ?? { search: '' };
  const source = dataModel === undefined ? state.source : { ...state.source, splunk: { ...own, dataModel } };
  return {
    ...state,
    source,
    where: [...state.where, ...where, ...present(parts, context)],
    fields: fieldsOf(parts, context),
    isRows: parts.keys.length === 0,
  };
}

/** BY drops rows that lack one of its fields, unless they are filled. */
function present({ keys, fill }: Parts, context: Context): readonly Predicate[] {
  if (fill !== undefined) return [];
  const own = ownFields(context.vendor);
  return keys
    .filter(({ name }) => name !== '_time')
    .map(({ name, value }) => definedOf(own.get(name, value.origin)));
}

function fieldsOf({ keys, measures, fill }: Parts, context: Context): Environment {
  const own = ownFields(context.vendor, new Set(keys.map(({ name }) => name)));
  const filled = keys.reduce(
    (outer, { name, value }) =>
      fill === undefined || name === '_time'
        ? outer
        : bind(outer, name, either(own.get(name, value.origin), literal(fill, value.origin))),
    own,
  );
  return bindToRows(
    filled,
    measures.map(({ name }) => name),
    context,
  );
}

function lowerWhere(range: Range, context: Context): Predicate {
  const { value, diagnostics } = parseSearch(context.expanded, range);
  for (const each of diagnostics) context.report(each);
  return value === undefined ? always(true) : lowerSearch(value, ownFields(context.vendor), context);
}

function aggregateRows(command: Command, rows: Rows, origin: Measure['of'][number]['origin']): void {
  const { measures, keys: written, fill, spans } = partsOf(command, rows.context);
  const keys = fill === undefined ? written : written.map(key => filledKey(key, fill));
  const span = spans.get('_time');
  const time = keys.find(({ name }) => name === '_time');
  const window =
    span === undefined || time === undefined
      ? {}
      : { window: { kind: 'tumbling', length: span, field: time.value } as const };
  const by = span === undefined ? keys : keys.filter(key => key !== time);
  rows.add(...withVariances({ kind: 'aggregate', by, measures, ...window, origin }, measures));
  rows.names = new Set([...keys, ...measures].map(({ name }) => name));
}

/** The filling is of the key alone: other fields of the events keep their names, which products say in their own words. */
function filledKey(key: Named, fill: string): Named {
  const { name, value } = key;
  if (name === '_time') return key;
  const { origin } = value;
  const isThere = exists(value, origin);
  const branches = [
    { when: isThere, value },
    { when: not(isThere), value: { kind: 'literal', value: fill, origin } },
  ] as const;
  return { ...key, value: { kind: 'choice', branches, otherwise: undefined, origin } };
}

function partsOf(command: Command, context: Context): Parts {
  const all = argumentsOf(command, context);
  const clause = (...words: readonly string[]) => all.findIndex(each => isWord(each, ...words));
  const from = clause('from');
  const where = clause('where');
  const by = clause('by', 'groupby');
  const until = (index: number) => (index < 0 ? all.length : index);
  const headEnd = Math.min(until(from), until(where), until(by));
  const dataModel =
    from < 0 ? undefined : readSource(all.slice(from + 1, Math.min(until(where), until(by))), context);
  context.vendor = dataModel === undefined ? 'splunk' : 'cim';
  const fields = ownFields(context.vendor);
  const head = readHead(new Arguments(command, context, all.slice(0, headEnd)), fields);
  const whereStart = all[where]?.end ?? command.end;
  const spans = new Map<string, number>();
  return {
    ...head,
    dataModel,
    where: where < 0 ? undefined : { start: whereStart, end: all[by]?.start ?? command.end },
    keys: by < 0 ? [] : readKeys(new Arguments(command, context, all.slice(by + 1)), fields, spans),
    spans,
  };
}

function readHead(list: Arguments, fields: Environment): Pick<Parts, 'measures' | 'fill'> {
  let fill: string | undefined;
  for (;;) {
    const filled = list.option('fillnull_value');
    fill = filled ?? fill;
    if (filled === undefined && list.option(...options) === undefined) break;
  }
  return { measures: readMeasures(list, fields), fill };
}

/** `datamodel=Endpoint.Processes`, `datamodel=Endpoint` or `datamodel="Endpoint"."Processes"`. */
function readSource(written: readonly Argument[], context: Context): string | undefined {
  const [word, equals, ...names] = written;
  if (isWord(word, 'datamodel') && equals?.kind === 'equals' && names.length > 0)
    return names.map(nameOf).join('');
  if (word !== undefined)
    return context.report(diagnose('spl/unexpected-token', { found: word.text }, context.span(word)));
  return undefined;
}
