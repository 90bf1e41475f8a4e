import { diagnose, nearestName } from '../../diagnostics/index.ts';
import { aggregateNames } from './aggregates.ts';
import type * as ast from './ast.ts';
import { conditionNames } from './condition-names.ts';
import type { Context } from './context.ts';
import { convert } from './conversions.ts';
import { type Definition, type Definitions, ofValues } from './definition.ts';
import { digestFunctions } from './functions-digest.ts';
import { flattenedFunctions } from './functions-flattened.ts';
import { geoFunctions } from './functions-geo.ts';
import { mathFunctions } from './functions-math.ts';
import { severalFunctions } from './functions-several.ts';
import { stepFunctions } from './functions-steps.ts';
import { substringFunctions } from './functions-substring.ts';
import { textFunctions } from './functions-text.ts';
import { timeFunctions } from './functions-time.ts';
import { vectorFunctions } from './functions-vector.ts';
import { networkDirection } from './network-direction.ts';
import { rangeFunctions } from './ranges.ts';
import { otherFunctions } from './syntax-help.ts';

const conversions: Readonly<Record<string, string>> = {
  to_cartesianpoint: 'cartesian_point',
  to_cartesianshape: 'cartesian_shape',
  to_geopoint: 'geo_point',
  to_geoshape: 'geo_shape',
  to_boolean: 'boolean',
  to_bool: 'boolean',
  to_date_nanos: 'date_nanos',
  to_datetime: 'datetime',
  to_dt: 'datetime',
  to_double: 'double',
  to_dbl: 'double',
  to_int: 'integer',
  to_integer: 'integer',
  to_ip: 'ip',
  to_long: 'long',
  to_str: 'keyword',
  to_string: 'keyword',
  to_text: 'keyword',
  to_ul: 'unsigned_long',
  to_ulong: 'unsigned_long',
  to_unsigned_long: 'unsigned_long',
  to_ver: 'version',
  to_version: 'version',
};

const definitions: ReadonlyMap<string, Definition> = new Map(
  Object.entries({
    ...textFunctions,
    ...mathFunctions,
    ...timeFunctions,
    ...severalFunctions,
    ...digestFunctions,
    ...stepFunctions,
    ...geoFunctions,
    ...rangeFunctions,
    ...substringFunctions,
    ...vectorFunctions,
    ...flattenedFunctions,
    network_direction: networkDirection,
    ...Object.fromEntries(Object.entries(conversions).map(([name, type]) => [name, conversion(type)])),
  } satisfies Definitions),
);

function conversion(type: string): Definition {
  return ofValues(1, 1, ([operand], node, context) => operand && convert(type, operand, node, context));
}

const noSeries = 'time series are metrics, not events';

/** Functions that exist, and that ruleglot refuses by their names. */
const reasons: Readonly<Record<string, string>> = {
  categorize: 'it groups texts by a model of Elasticsearch',
  ascii: 'the name that it has is to_ascii',
  chunk: 'it prepares texts for a language model',
  decay: 'it scores rows, and a detection has no scores',
  embedding: 'it asks a language model',
  knn: 'it searches by vectors, which events do not have',
  all_first: 'it keeps lists and rows without a value, which no other product does',
  all_last: 'it keeps lists and rows without a value, which no other product does',
  embed_text: 'it asks a language model',
  extract_snippets: 'it asks for the passages of a search',
  without: noSeries,
  sparkline: 'it draws a series, and tells nothing of events',
  score: 'a detection has no scores',
  text_embedding: 'it asks a language model',
  to_aggregate_metric_double: noSeries,
  to_dateperiod: 'a span of time stands beside + or -, or within a function of times',
  to_timeduration: 'a span of time stands beside + or -, or within a function of times',
  top_snippets: 'it asks for the passages of a search',
};

export function reasonAgainst(name: string): string | undefined {
  const known = reasons[name];
  if (known !== undefined) return known;
  if (/geohex/.test(name)) return 'ruleglot has no grid of hexagons';
  if (/^st_geo\w+_to_long$|^to_geo(?:hash|tile)$/.test(name))
    return 'the numbers of its cells are greater than those that other products reckon with';
  if (name.startsWith('st_')) return 'ruleglot reckons no new shapes from others';
  if (/_over_time$/.test(name) || /^(?:rate|irate|idelta|increase|delta|deriv)$/.test(name)) return noSeries;
  if (name.startsWith('fmt_')) return 'it writes a number as people read it, in units of its own';
  if (/^to_(?:counter|gauge|tdigest|exponential_histogram)$/.test(name)) return noSeries;
  return undefined;
}

/** The function of a call, which is none of those that are conditions, choices or aggregates. */
export function functionOf(node: ast.Call, context: Context): Definition | undefined {
  const { name } = node;
  const found = definitions.get(name);
  if (found !== undefined) return found;
  const span = context.span({ start: node.start, end: node.nameEnd });
  const reason = reasonAgainst(name);
  if (reason !== undefined) return context.report(diagnose('esql/refused-function', { name, reason }, span));
  const nearest = nearestName(name, [...definitions.keys(), ...aggregateNames, 'case', 'coalesce', 'kql']);
  const help = otherFunctions[name] ?? underlined(name);
  const more = help === undefined ? {} : { help };
  return context.report(diagnose('esql/unknown-function', { name, nearest }, span, more));
}

/** `cidrmatch` and `startsWith` are `cidr_match` and `starts_with`. */
function underlined(name: string): string | undefined {
  const found = [...definitions.keys(), ...conditionNames].find(
    each => each.replaceAll('_', '') === name.toLowerCase(),
  );
  return found === undefined ? undefined : `write ${found}`;
}

/** Whether a call has as many arguments as its function takes, options aside. */
export function rightCount(
  node: ast.Call,
  { minimum, maximum }: Pick<Definition, 'minimum' | 'maximum'>,
  context: Context,
): boolean {
  const given = node.arguments.filter(argument => argument.kind !== 'options').length;
  if (given >= minimum && given <= maximum) return true;
  const { name } = node;
  context.report(
    diagnose('esql/argument-count', { name, takes: takes(minimum, maximum), given }, context.span(node)),
  );
  return false;
}

function takes(minimum: number, maximum: number): string {
  const noun = maximum === 1 ? 'argument' : 'arguments';
  if (maximum === Number.POSITIVE_INFINITY) return `at least ${minimum} ${noun}`;
  return minimum === maximum ? `${minimum} ${noun}` : `${minimum} to ${maximum} ${noun}`;
}
