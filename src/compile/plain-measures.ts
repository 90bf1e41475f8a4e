import {
  type Expression,
  field,
  fieldsOf,
  type Measure,
  type Rule,
  type Search,
  type Stage,
  type Vendor,
} from '../ir/index.ts';
import { numbersSampled } from './limits-of-measures.ts';
import { withoutSamples } from './sample-deviations.ts';
import { withShownFractions } from './shown-fractions.ts';

type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

const known = new WeakMap<Rule, Map<Vendor, Rule>>();

/** Measures that the rule's product alone has, as those that the target has too. */
export function withPlainMeasures(rule: Rule, target: Vendor): Rule {
  const { vendor } = rule.metadata;
  if (rule.search.kind === 'events' || vendor === target) return rule;
  const made = known.get(rule) ?? new Map<Vendor, Rule>();
  known.set(rule, made);
  const before = made.get(target);
  if (before !== undefined) return before;
  const found = plainMeasures(rule, target);
  made.set(target, found);
  return found;
}

function withoutSplunks(rule: Rule, target: Vendor): Rule {
  const given = [...(rule.given ?? []), ...numbersSampled(rule, target)];
  const search = withStages(rule.search, withoutSamples);
  return { ...rule, search, ...(given.length === 0 ? {} : { given }) };
}

function plainMeasures(rule: Rule, target: Vendor): Rule {
  const { search } = rule;
  if (rule.metadata.vendor === 'splunk') return withoutSplunks(rule, target);
  if (rule.metadata.vendor !== 'elastic') return rule;
  const found = new PlainMeasures(rule.metadata.vendor);
  const plain = found.shown(withStages(search, stage => found.stage(stage)));
  const given = [...(rule.given ?? []), ...found.given];
  return {
    ...rule,
    search: plain,
    ...(given.length === 0 ? {} : { given: [...new Set(given)].sort() }),
  };
}

type Change = (stage: Stage) => readonly Stage[];

function withStages(search: Search, change: Change): Search {
  if (search.kind === 'union')
    return { ...search, searches: search.searches.map(each => withStages(each, change)) };
  if (search.kind !== 'pipeline') return search;
  const stages = search.stages
    .map(stage => (stage.kind === 'join' ? { ...stage, with: withStages(stage.with, change) } : stage))
    .flatMap(change);
  return { ...search, from: withStages(search.from, change), stages };
}

/**
 * The first value of Elasticsearch's is the least or the greatest one, and the median of how far values are from their median is that of a
 * column.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/aggregation-functions/median_absolute_deviation
 */
class PlainMeasures {
  readonly given = new Set<string>();
  private readonly vendor: Vendor;

  constructor(vendor: Vendor) {
    this.vendor = vendor;
  }

  stage(stage: Stage): readonly Stage[] {
    if (stage.kind !== 'aggregate' && stage.kind !== 'joinAggregate') return [stage];
    const plain = {
      ...stage,
      measures: stage.measures.map(each => this.withRepeats(firstAsExtreme(each))),
    };
    return plain.kind === 'aggregate' && plain.window === undefined ? this.deviations(plain) : [plain];
  }

  /** Of the last stages alone: what a search within another shows is asked by that. */
  shown(search: Search): Search {
    if (search.kind !== 'pipeline') return search;
    const { stages, columns } = withShownFractions(search.stages);
    for (const name of columns) this.given.add(`fraction-text:${name}`);
    return columns.length === 0 ? search : { ...search, stages };
  }

  /** The index of Elasticsearch has no keyword twice in an event, and counts it once. */
  private withRepeats(measure: Measure): Measure {
    const [value] = measure.of;
    const [list] = value?.kind === 'call' && value.function === 'mvDedupe' ? value.arguments : [];
    if (measure.function !== 'count' || list?.kind !== 'field') return measure;
    this.given.add(`distinct-values:${list.name}`);
    return { ...measure, of: [list] };
  }

  private deviations(stage: Aggregate): readonly Stage[] {
    const { by, measures, origin } = stage;
    const deviations = measures.filter(isDeviation);
    if (deviations.length === 0) return [stage];
    const medians = deviations.map(
      (each): Measure => ({ ...each, name: medianOf(each), function: 'median' }),
    );
    const fields = deviations.map(each => ({ name: distanceOf(each), value: this.distance(each) }));
    for (const { of } of deviations)
      for (const { name } of of.flatMap(fieldsOf)) this.given.add(`single-valued:${name}`);
    return [
      { kind: 'joinAggregate', by, measures: medians, origin },
      { kind: 'extend', fields, origin },
      { ...stage, measures: measures.map(each => (isDeviation(each) ? this.ofDistances(each) : each)) },
    ];
  }

  private distance(measure: Measure): Expression {
    const [left = nothing] = measure.of;
    const right = field(medianOf(measure), this.vendor, left.origin);
    const { origin } = left;
    return {
      kind: 'call',
      function: 'abs',
      arguments: [{ kind: 'arithmetic', operator: 'subtract', left, right, origin }],
      origin,
    };
  }

  private ofDistances(measure: Measure): Measure {
    return { ...measure, function: 'median', of: [field(distanceOf(measure), this.vendor)] };
  }
}

const nothing: Expression = { kind: 'literal', value: null, origin: [] };

function isDeviation(measure: Measure): boolean {
  return measure.function === 'medianAbsoluteDeviation' && measure.of.length === 1;
}

function medianOf({ name }: Measure): string {
  return `${name}_median`;
}

function distanceOf({ name }: Measure): string {
  return `${name}_distance`;
}

function firstAsExtreme(measure: Measure): Measure {
  const { top, ...rest } = measure;
  return measure.function === 'top' && top?.count === 1
    ? { ...rest, function: top.descending ? 'maximum' : 'minimum' }
    : measure;
}
