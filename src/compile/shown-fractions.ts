import { type Expression, fieldsIn, fieldsOf, type Measure, type Named, type Stage } from '../ir/index.ts';

/** Stages in which the texts of fractions that are only shown are as the target writes numbers, and the columns that hold them. */
export function withShownFractions(stages: readonly Stage[]): {
  readonly stages: readonly Stage[];
  readonly columns: readonly string[];
} {
  const columns: string[] = [];
  const asked = new Set<string>();
  const written = stages.toReversed().map(stage => {
    const own = stage.kind === 'extend' ? extended(stage, asked, columns) : stage;
    for (const name of askedBy(stage, asked)) asked.add(name);
    return own;
  });
  return { stages: columns.length === 0 ? stages : written.toReversed(), columns };
}

function extended(
  stage: Extract<Stage, { kind: 'extend' }>,
  asked: ReadonlySet<string>,
  columns: string[],
): Stage {
  const fields = stage.fields.map(named => {
    if (asked.has(named.name)) return named;
    const value = asNumberTexts(named.value);
    if (value === named.value) return named;
    columns.push(named.name);
    return { ...named, value };
  });
  return { ...stage, fields };
}

/** What a stage looks at to say which rows there are, and what the columns are made of that later ones look at. */
function askedBy(stage: Stage, asked: ReadonlySet<string>): readonly string[] {
  switch (stage.kind) {
    case 'keep':
    case 'drop':
    case 'limit':
      return [];
    case 'filter':
      return fieldsIn(stage.where).map(({ name }) => name);
    case 'extend':
      return stage.fields.filter(({ name }) => asked.has(name)).flatMap(ofNamed);
    case 'rename':
      return stage.fields.filter(({ to }) => asked.has(to)).map(({ from }) => from);
    case 'aggregate':
    case 'joinAggregate':
      return [...stage.by.flatMap(ofNamed), ...stage.measures.flatMap(each => ofMeasure(each, asked))];
    default:
      return namesIn(stage);
  }
}

function ofNamed({ value }: Named): readonly string[] {
  return fieldsOf(value).map(({ name }) => name);
}

function ofMeasure({ name, function: kind, of, where, orderedBy }: Measure, asked: ReadonlySet<string>) {
  const isShown = /^(?:values|first|last)$/.test(kind) && !asked.has(name);
  const ways = [...(isShown ? [] : of), ...(orderedBy === undefined ? [] : [orderedBy])];
  return [...ways.flatMap(fieldsOf), ...(where === undefined ? [] : fieldsIn(where))].map(
    field => field.name,
  );
}

/** Every name that a stage has, of whatever it is. */
function namesIn(node: unknown): readonly string[] {
  if (typeof node === 'string') return [node];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]) => (key === 'origin' ? [] : namesIn(inner)));
}

function asNumberTexts(value: Expression): Expression {
  return changed(value) as Expression;
}

/** The same node where nothing within is the text of a fraction. */
function changed(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.entries(node).map(
    ([key, each]) => [key, key === 'origin' ? each : changed(each)] as const,
  );
  const isSame = inner.every(([key, each]) => each === (node as Readonly<Record<string, unknown>>)[key]);
  const own = isSame ? node : Array.isArray(node) ? inner.map(([, each]) => each) : Object.fromEntries(inner);
  return asNumberText(own as Expression);
}

function asNumberText(expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.function !== 'fractionText') return expression;
  const [operand] = expression.arguments;
  return operand === undefined
    ? expression
    : { kind: 'coercion', to: 'string', operand, origin: expression.origin };
}
