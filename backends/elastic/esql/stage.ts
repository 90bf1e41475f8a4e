import {
  type Expression,
  fillAsExtend,
  type Measure,
  type Named,
  operands,
  type Pattern,
  type PlannedRule,
  type Stage,
} from '../../../src/ir/index.ts';
import { kindOf } from '../field-kind.ts';
import { binding, within } from '../fragment.ts';
import { type Doc, fill, pieces } from '../layout.ts';
import { withOperandTypes } from '../operand-types.ts';
import { hasCall } from './call.ts';
import { printerOf, printFilter } from './condition.ts';
import { printExpression } from './expression.ts';
import { grokOf } from './grok.ts';
import { fieldName, string } from './strings.ts';

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;
type Printers = { readonly [Kind in Stage['kind']]?: (stage: StageOf<Kind>, rule: PlannedRule) => Doc };

/** Commands of ES|QL: https://www.elastic.co/docs/reference/query-languages/esql/commands/processing-commands */
const printers: Printers = {
  filter: ({ where }, rule) => pieces('where ', printFilter(where, rule, 'stage')),
  extend: printExtend,
  fill: (stage, rule) => printExtend(fillAsExtend(stage, 'elastic'), rule),
  aggregate: (stage, rule) => printAggregate('stats', stage, rule),
  joinAggregate: (stage, rule) => printAggregate('inline stats', stage, rule),
  keep: ({ fields }) => pieces('keep ', fill(fields.map(namePattern), ',')),
  drop: ({ fields }) => pieces('drop ', fill(fields.map(namePattern), ',')),
  rename: ({ fields }) =>
    pieces(
      'rename ',
      fill(
        fields.map(({ from, to }) => `${fieldName(from)} as ${fieldName(to)}`),
        ',',
      ),
    ),
  sort: ({ by }, rule) =>
    pieces(
      'sort ',
      fill(
        by.map(each => printOrder(each, rule)),
        ',',
      ),
    ),
  limit: ({ rows }) => `limit ${rows}`,
  dedup: ({ by, keep }, rule) =>
    pieces(
      `limit ${keep} by `,
      fill(
        by.map(each => value(each, rule)),
        ',',
      ),
    ),
  expand: ({ field }) => `mv_expand ${fieldName(field)}`,
  extract: (stage, rule) => printExtraction(stage, rule),
  lookup: ({ table, on, fields, all }) =>
    pieces(
      `${all === 'rows' ? 'lookup join' : 'enrich'} ${table}`,
      ...(on.length === 0 ? [] : [` on ${on.map(fieldName).join(', ')}`]),
      ...(fields.length === 0 || all !== undefined ? [] : [' with ', fill(fields.map(fieldName), ',')]),
    ),
  changePoint: ({ value, by }) => `change_point ${fieldName(value)} on ${fieldName(by)}`,
};

/** Why ES|QL has no command for a stage; undefined where it has one. */
export function limitOfStage(stage: Stage): string | undefined {
  if (printers[stage.kind] === undefined) return `ES|QL has no command for the stage ${stage.kind}`;
  if (stage.kind === 'lookup' && stage.all !== 'rows' && stage.on.length > 1)
    return 'a policy of ENRICH has one field that its rows are found by';
  if (stage.kind === 'fill' && stage.fields.length === 0) return 'ES|QL fills the fields that are named';
  if (stage.kind === 'limit' && stage.from === 'tail') return 'ES|QL keeps the first rows only';
  if (stage.kind === 'extract' && stage.syntax === 'regex') {
    const lacks = grokOf(stage).lacks;
    if (lacks !== undefined) return `patterns of grok have no ${lacks}`;
    if (isOfTime(stage.subject)) return 'a time is no text that a pattern of grok is looked for in';
  }
  if (stage.kind === 'aggregate' && stage.window?.kind === 'sliding')
    return 'ES|QL aggregates over what a run looks at';
  const missing = expressionsOf(stage)
    .map(functionMissing)
    .find(each => each !== undefined);
  if (missing !== undefined) return `ES|QL has no function for ${missing}`;
  if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate')
    return stage.measures.some(
      ({ of, function: name }) => of.length > 1 || (of.length === 0 && name !== 'count'),
    )
      ? 'aggregates of ES|QL are of one value'
      : undefined;
  return undefined;
}

function functionMissing(expression: Expression): string | undefined {
  if (expression.kind === 'call' && !hasCall(expression.function)) return expression.function;
  return operands(expression)
    .map(functionMissing)
    .find(each => each !== undefined);
}

function expressionsOf(stage: Stage): readonly Expression[] {
  switch (stage.kind) {
    case 'extend':
      return stage.fields.map(({ value: each }) => each);
    case 'aggregate':
    case 'joinAggregate':
      return [...stage.by.map(({ value: each }) => each), ...stage.measures.flatMap(({ of }) => of)];
    case 'sort':
      return stage.by.map(({ value: each }) => each);
    case 'dedup':
      return stage.by;
    default:
      return [];
  }
}

export function printStage(stage: Stage, rule: PlannedRule): Doc {
  const limit = limitOfStage(stage);
  if (limit !== undefined) throw new Error(`plan left a stage that ES|QL does not hold: ${limit}`);
  const print = printers[stage.kind] as (stage: Stage, rule: PlannedRule) => Doc;
  return print(stage, rule);
}

function value(expression: Expression, rule: PlannedRule): Doc {
  return printExpression(withOperandTypes(expression, rule), printerOf(rule, 'stage').condition).doc;
}

function named(column: Named, rule: PlannedRule): Doc {
  return pieces(`${fieldName(column.name)} = `, value(column.value, rule));
}

/** A column under its own name needs none. */
function key(column: Named, rule: PlannedRule): Doc {
  const { value: expression, name } = column;
  return expression.kind === 'field' && expression.name === name ? fieldName(name) : named(column, rule);
}

function printExtend({ fields }: StageOf<'extend'>, rule: PlannedRule): Doc {
  return pieces(
    'eval ',
    fill(
      fields.map(each => named(each, rule)),
      ',',
    ),
  );
}

function printAggregate(
  word: string,
  { by, measures }: Pick<StageOf<'aggregate'>, 'by' | 'measures'>,
  rule: PlannedRule,
): Doc {
  const list = measures.map(measure => printMeasure(measure, rule));
  const keys = by.map(each => key(each, rule));
  return pieces(
    word,
    ...(list.length === 0 ? [] : [' ', fill(list, ',')]),
    ...(keys.length === 0 ? [] : [' by ', fill(keys, ',')]),
  );
}

const functions: Readonly<Record<Measure['function'], string>> = {
  count: 'count',
  countDistinct: 'count_distinct',
  sum: 'sum',
  average: 'avg',
  minimum: 'min',
  maximum: 'max',
  median: 'median',
  percentile: 'percentile',
  values: 'values',
  first: 'first',
  last: 'last',
  standardDeviation: 'std_dev',
  // That of a sample is reckoned of it before.
  sampleDeviation: 'std_dev',
  medianAbsoluteDeviation: 'median_absolute_deviation',
  top: 'top',
};

function printMeasure(measure: Measure, rule: PlannedRule): Doc {
  const { name, function: word, of, where, percentile, top, orderedBy } = measure;
  const values = of.length === 0 ? ['*'] : of.map(each => value(counted(each, word), rule));
  const more = [
    ...(percentile === undefined ? [] : [String(percentile)]),
    ...(top === undefined ? [] : [String(top.count), string(top.descending ? 'desc' : 'asc')]),
    ...(orderedBy === undefined ? [] : [value(orderedBy, rule)]),
  ];
  const operands = [...values, ...more].flatMap((each, index) => (index === 0 ? [each] : [', ', each]));
  const filter = where === undefined ? [] : [' where ', printFilter(where, rule, 'stage')];
  return pieces(`${fieldName(name)} = ${functions[word]}(`, ...operands, ')', ...filter);
}

/** Of a keyword the index has each value once as it is. */
function counted(of: Expression, word: Measure['function']): Expression {
  const [list] = of.kind === 'call' && of.function === 'mvDedupe' ? of.arguments : [];
  return word === 'count' && list?.kind === 'field' ? list : of;
}

function namePattern(pattern: Pattern): string {
  const written = pattern.map(part => (part.kind === 'text' ? quotedRuns(part.text) : '*'));
  return written.join('');
}

function quotedRuns(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_@.-]+/g, run => `\`${run.replaceAll('`', '``')}\``);
}

/** Rows without a value come last when ascending, first when descending, unless something else is said. */
function printOrder(
  { value: by, descending, absentFirst }: StageOf<'sort'>['by'][number],
  rule: PlannedRule,
): Doc {
  const nulls = absentFirst === descending ? '' : absentFirst ? ' nulls first' : ' nulls last';
  return pieces(value(by, rule), descending ? ' desc' : '', nulls);
}

/** Grok takes texts alone. https://www.elastic.co/docs/reference/query-languages/esql/commands/grok */
function asText(subject: Expression, { profile }: PlannedRule): Expression {
  const kind = subject.kind === 'field' && subject.type === 'number' ? 'number' : kindOf(subject, profile);
  return kind === 'ip' || kind === 'number' || kind === 'boolean'
    ? { kind: 'coercion', to: 'string', operand: subject, origin: subject.origin }
    : subject;
}

function isOfTime(subject: Expression): boolean {
  return subject.kind === 'field' && (subject.type === 'time' || /^(?:@timestamp|_time)$/.test(subject.name));
}

function printExtraction(stage: StageOf<'extract'>, rule: PlannedRule): Doc {
  const { subject, syntax, pattern, separator } = stage;
  if (syntax === 'uri') return pieces(`uri_parts ${fieldName(pattern)} = `, value(subject, rule));
  const { word, text } = syntax === 'regex' ? grokOf(stage) : { word: syntax, text: pattern };
  const printed = printExpression(
    withOperandTypes(syntax === 'regex' ? asText(subject, rule) : subject, rule),
    printerOf(rule, 'stage').condition,
  );
  const joined = separator === undefined ? '' : ` append_separator=${string(separator)}`;
  return pieces(`${word} `, within(printed, binding.atom), ` ${string(text)}${joined}`);
}
