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

type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

const known = new WeakMap<Rule, Rule>();

/**
 * Measures that Elasticsearch alone has, as those that others have too: the first value is the least or the greatest one, and the median
 * of how far values are from their median is that of a column.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/aggregation-functions/median_absolute_deviation
 */
export function withPlainMeasures(rule: Rule): Rule {
  const { vendor } = rule.metadata;
  if (vendor !== 'elastic' || rule.search.kind !== 'pipeline') return rule;
  const before = known.get(rule);
  if (before !== undefined) return before;
  const found = new PlainMeasures(vendor);
  const search = found.search(rule.search);
  const given = [...(rule.given ?? []), ...found.given];
  const made = { ...rule, search, ...(given.length === 0 ? {} : { given: [...new Set(given)].sort() }) };
  known.set(rule, made);
  return made;
}

class PlainMeasures {
  readonly given = new Set<string>();
  private readonly vendor: Vendor;

  constructor(vendor: Vendor) {
    this.vendor = vendor;
  }

  search(search: Search): Search {
    if (search.kind !== 'pipeline') return search;
    return {
      ...search,
      from: this.search(search.from),
      stages: search.stages.flatMap(each => this.stage(each)),
    };
  }

  private stage(stage: Stage): readonly Stage[] {
    if (stage.kind !== 'aggregate' && stage.kind !== 'joinAggregate') return [stage];
    const plain = { ...stage, measures: stage.measures.map(firstAsExtreme) };
    return plain.kind === 'aggregate' && plain.window === undefined ? this.deviations(plain) : [plain];
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
