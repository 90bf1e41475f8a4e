import {
  type Expression,
  type Measure,
  type Named,
  type Pattern,
  type PlannedRule,
  type Predicate,
  type Profile,
  profileAfter,
  type Stage,
} from '../../../src/ir/index.ts';
import { lookupProblem } from '../../lookup-table.ts';
import { printEval } from '../eval-expression.ts';
import type { Names } from '../names.ts';
import { printWhere, splNames } from '../print-events.ts';
import { evalName, quoteText } from '../quoting.ts';
import { WherePrinter } from '../where.ts';
import { expressionProblem } from './expressions.ts';
import { extractionProblem, printExtraction } from './extraction.ts';
import { joinProblem } from './joins.ts';
import { tableName } from './lists.ts';
import { madeKeys } from './made-keys.ts';
import { columnName, type MeasurePrinting, measureProblem, printMeasure } from './measures.ts';

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

const ordering: ReadonlySet<Stage['kind']> = new Set(['sort', 'aggregate', 'window']);

/** Prints stages as commands, a line each. */
export class StagePrinter implements MeasurePrinting {
  private readonly counts = new Set<string>();
  private readonly names: Names;
  private profile: Profile;
  private areInTime = false;
  private areOrdered: boolean;
  private areTurned = false;

  /** `areOrdered`: what the stages begin with is in the order of time, not newest first as the results of a search are. */
  constructor(planned: PlannedRule, areOrdered = false) {
    this.areOrdered = areOrdered;
    this.profile = planned.profile;
    const isMultiValued = (field: string): boolean => this.profile.isMultiValued(field);
    this.names = { ...splNames(planned), isMultiValued, counts: this.counts };
  }

  expression(expression: Expression): string {
    return printEval(expression, this.names, when => this.condition(when));
  }

  condition(predicate: Predicate): string {
    return new WherePrinter(this.names).print(predicate).text;
  }

  print(stage: Stage): readonly string[] {
    const printed = this.lines(stage);
    this.profile = profileAfter(this.profile, stage);
    return printed;
  }

  private lines(stage: Stage): readonly string[] {
    const areInTime = this.areInTime && keepsOrder.has(stage.kind);
    this.areInTime = areInTime || stage.kind === 'window' || stage.kind === 'sort';
    const areOrdered = this.areOrdered && !this.areTurned;
    this.areOrdered ||= ordering.has(stage.kind);
    this.areTurned = stage.kind === 'limit' && stage.from === 'tail';
    if (stage.kind === 'window') return this.window(stage, areInTime);
    // The results of a search come newest first, and those of tail the last one first.
    const sort = first.has(stage.kind) && !areOrdered ? ['| sort 0 _time'] : [];
    return [...sort, ...this.commands(stage)];
  }

  private commands(stage: Exclude<Stage, { kind: 'window' }>): readonly string[] {
    switch (stage.kind) {
      case 'filter':
        return printWhere([stage.where], this.names);
      case 'extend':
        return [`| eval ${stage.fields.map(each => this.assignment(each)).join(', ')}`];
      case 'aggregate':
        return this.aggregate(stage);
      case 'joinAggregate':
        return this.grouped('eventstats', stage.by, stage);
      case 'rename':
        return [
          `| rename ${stage.fields.map(({ from, to }) => `${columnName(from)} AS ${columnName(to)}`).join(', ')}`,
        ];
      case 'keep':
        return [`| table ${[...new Set(stage.fields.map(wildColumn))].join(', ')}`];
      case 'drop':
        return [`| fields - ${stage.fields.map(each => wildColumn(each)).join(', ')}`];
      case 'sort':
        return [
          `| sort 0 ${stage.by.map(key => `${key.descending ? '-' : ''}${orderOf(key.value)}`).join(', ')}`,
        ];
      case 'limit':
        return [`| ${stage.from} ${stage.rows}`];
      case 'expand':
        return printExpansion(stage);
      case 'fill':
        return [
          `| fillnull value=${quoteText(String(stage.value.kind === 'literal' ? stage.value.value : ''))} ${stage.fields.map(columnName).join(' ')}`,
        ];
      case 'dedup':
        return [`| dedup ${stage.keep} ${stage.by.map(key => columnName(nameOf(key))).join(' ')}`];
      case 'extract':
        return printExtraction(stage, each => this.expression(each));
      case 'lookup':
        return [printLookup(stage)];
      default:
        return [];
    }
  }

  private assignment({ name, value }: Named): string {
    return `${evalName(name)}=${this.expression(value)}`;
  }

  /** A window of the clock is the start of its span, in the place of the time. */
  private aggregate(stage: StageOf<'aggregate'>): readonly string[] {
    const { window } = stage;
    if (window?.kind !== 'tumbling') return this.grouped('stats', stage.by, stage);
    const name = window.field.kind === 'field' ? window.field.name : timeField.name;
    const time: Named = { name, value: { ...window.field } };
    return [
      `| bin ${columnName(name)} span=${window.length}s`,
      ...this.grouped(
        'stats',
        [...stage.by, { ...time, value: { ...timeField, name, origin: stage.origin } }],
        stage,
      ),
    ];
  }

  /** The window ends at each event, so events are taken in the order of time. */
  private window(stage: StageOf<'window'>, areInTime: boolean): readonly string[] {
    const by = stage.by.map(
      (value, index): Named => ({ name: value.kind === 'field' ? value.name : `key_${index + 1}`, value }),
    );
    const current = stage.withoutCurrent ? ' current=f' : '';
    const span = stage.span === undefined ? '' : ` time_window=${spanText(stage.span)}`;
    const rows = stage.rows === undefined ? '' : ` global=f window=${stage.rows}`;
    const sort = areInTime ? [] : ['| sort 0 _time'];
    return [...sort, ...this.grouped(`streamstats${current}${rows}${span}`, by, stage)];
  }

  private grouped(
    command: string,
    by: readonly Named[],
    { measures }: Pick<StageOf<'aggregate'>, 'measures'>,
  ): readonly string[] {
    for (const each of measures) if (numeric.has(each.function)) this.counts.add(each.name);
    const { assigned, renamed } = madeKeys(by, measures);
    const nameIn = new Map([...renamed].map(([fresh, name]) => [name, fresh]));
    // Two fields of the rule may be one in Splunk, which takes no key twice.
    const keys = [...new Set(by.map(({ name }) => columnName(nameIn.get(name) ?? name)))];
    const byRow = command.startsWith('streamstats');
    const counted = measures.map(each => printMeasure(each, this, byRow)).join(' ');
    return [
      ...(assigned.length === 0 ? [] : [`| eval ${assigned.map(each => this.assignment(each)).join(', ')}`]),
      `| ${command} ${counted === '' ? 'count' : counted}${keys.length === 0 ? '' : ` BY ${keys.join(' ')}`}`,
      ...(renamed.size === 0 ? [] : [`| rename ${[...renamed].map(renaming).join(', ')}`]),
    ];
  }
}

function renaming([from, to]: readonly [string, string]): string {
  return `${columnName(from)} AS ${columnName(to)}`;
}

/** What takes the first rows. */
const first: ReadonlySet<Stage['kind']> = new Set(['dedup', 'limit']);

const keepsOrder: ReadonlySet<Stage['kind']> = new Set([
  ...(['window', 'extend', 'filter', 'rename', 'extract', 'joinAggregate', 'limit', 'dedup'] as const),
]);

const numeric: ReadonlySet<Measure['function']> = new Set([
  ...([
    'count',
    'countDistinct',
    'sum',
    'average',
    'median',
    'percentile',
    'standardDeviation',
    'sampleDeviation',
  ] as const),
]);

const timeField = { kind: 'field', name: '_time', vendor: 'splunk' } as const;

/** Why a stage cannot be said in SPL, or undefined. */
export function stageProblem(stage: Stage): string | undefined {
  switch (stage.kind) {
    case 'filter':
    case 'rename':
    case 'limit':
    case 'expand':
      return undefined;
    case 'extend':
      return valuesProblem(stage.fields.map(each => each.value));
    case 'aggregate':
    case 'joinAggregate':
      return groupingProblem(
        stage.measures,
        stage.by.map(each => each.value),
      );
    case 'window':
      return groupingProblem(stage.measures, stage.by);
    case 'keep':
    case 'drop':
      return stage.fields.every(parts => parts.every(part => part.kind !== 'anyOne'))
        ? undefined
        : 'the wildcard of columns is any run of characters';
    case 'sort':
      return stage.by.every(key => key.value.kind === 'field') ? undefined : 'sort takes fields as they are';
    case 'dedup':
      return stage.by.every(key => key.kind === 'field') ? undefined : 'dedup takes fields as they are';
    case 'fill':
      return stage.value.kind === 'literal' ? undefined : 'fillnull takes one value for all events';
    case 'extract':
      return extractionProblem(stage) ?? valuesProblem([stage.subject]);
    case 'lookup':
      return lookupProblem(stage);
    case 'join':
      return joinProblem(stage);
    default:
      return `the stage ${stage.kind} is not written in SPL`;
  }
}

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/lookup */
function printLookup(stage: StageOf<'lookup'>): string {
  const { on, fields } = stage;
  const output = fields.length === 0 ? '' : ` OUTPUT ${fields.map(columnName).join(', ')}`;
  return `| lookup ${tableName(stage)} ${on.map(columnName).join(', ')}${output}`;
}

function groupingProblem(measures: readonly Measure[], by: readonly Expression[]): string | undefined {
  return (
    measures.map(measureProblem).find(problem => problem !== undefined) ??
    valuesProblem([...by, ...measures.flatMap(each => each.of)])
  );
}

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/fields */
function wildColumn(parts: Pattern): string {
  return columnName(parts.map(part => (part.kind === 'text' ? part.text : '*')).join(''));
}

function valuesProblem(values: readonly Expression[]): string | undefined {
  return values.map(expressionProblem).find(problem => problem !== undefined);
}

/**
 * Texts that look like numbers or addresses are ordered as such where nothing else is said; what the search makes is ordered by what
 * it is. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/sort
 */
function orderOf(value: Expression): string {
  const name = columnName(nameOf(value));
  const isText = value.kind === 'field' && value.type === 'string' && value.canonical !== undefined;
  return isText && value.canonical !== value.name ? `str(${name})` : name;
}

function nameOf(expression: Expression): string {
  return expression.kind === 'field' ? expression.name : '_raw';
}

function spanText(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`;
}

/** https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/search-commands/mvexpand */
function printExpansion({ field, distinct }: StageOf<'expand'>): readonly string[] {
  const name = evalName(field);
  const once = distinct ? [`| eval ${name}=mvdedup(${name})`] : [];
  return [...once, `| mvexpand ${columnName(field)}`];
}
