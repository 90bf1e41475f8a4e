import { translateValue } from '../fields/index.ts';
import {
  type Expression,
  type Field,
  fieldsIn,
  leaves,
  type Measure,
  mapFields,
  type Predicate,
  type Stage,
  subjects,
} from '../ir/index.ts';
import { type Names, type PartFitting, tellingApart } from './search-names.ts';

/**
 * Columns whose values are told apart as those of the rule, and are others: an account's name in place of its id. They make the same
 * groups; what is asked of the values themselves is another question.
 */
export type StandIns = ReadonlyMap<string, string>;

/** Says what is lost where a stage asks for the values of such columns; an order matters where rows are chosen by it. */
export function noteStandIns(stage: Stage, names: Names, plan: PartFitting, isLimited: boolean): void {
  const { standIns } = names;
  if (standIns === undefined || standIns.size === 0) return;
  const order =
    stage.kind === 'sort' && isLimited ? stage.by.flatMap(({ value }) => ofExpression(value)) : [];
  for (const [at, field] of [...asked(stage), ...order]) {
    const why = standIns.get(field.name);
    if (why !== undefined) plan.lose('different', why, at);
  }
}

/** What is reckoned from such columns is another value too, and what is only shown asks nothing. */
export function standInsAfter(stage: Stage, standIns: StandIns | undefined): StandIns | undefined {
  if (standIns === undefined || standIns.size === 0) return standIns;
  const found = new Map(standIns);
  const hold = (name: string, why: string | undefined): void => {
    if (why === undefined) found.delete(name);
    else found.set(name, why);
  };
  if (stage.kind === 'extend')
    for (const { name, value } of stage.fields)
      hold(name, firstOf(ofExpression(value).map(([, field]) => found.get(field.name))));
  if (stage.kind === 'rename') for (const { from, to } of stage.fields) hold(to, found.get(from));
  return found;
}

function firstOf(whys: readonly (string | undefined)[]): string | undefined {
  return whys.find(why => why !== undefined);
}

type Asked = readonly [at: Expression | Predicate, field: Field];

function asked(stage: Stage): readonly Asked[] {
  switch (stage.kind) {
    case 'filter':
      return ofPredicate(stage.where);
    case 'extract':
      return ofExpression(stage.subject);
    case 'aggregate':
    case 'joinAggregate':
    case 'window':
      return stage.measures.flatMap(ofMeasure);
    default:
      return [];
  }
}

function ofMeasure({ function: name, of, where }: Measure): readonly Asked[] {
  const values = tellingApart.has(name) ? [] : of.flatMap(ofExpression);
  return where === undefined ? values : [...values, ...ofPredicate(where)];
}

/** Whether there is a value at all is the same of both. */
function ofPredicate(where: Predicate): readonly Asked[] {
  return leaves(where).flatMap(({ leaf }) =>
    leaf.kind === 'exists' ? [] : subjects(leaf).flatMap(ofExpression),
  );
}

/** How many values there are is the same of both. */
function ofExpression(expression: Expression): readonly Asked[] {
  if (expression.kind === 'valueCount') return [];
  const found: Asked[] = [];
  if (expression.kind === 'field') found.push([expression, expression]);
  else
    mapFields(expression, field => {
      found.push([expression, field]);
      return field;
    });
  if (expression.kind === 'choice')
    for (const { when } of expression.branches)
      found.push(...fieldsIn(when).map((field): Asked => [expression, field]));
  return found;
}

/** Columns that an aggregation makes of what the target tells apart by other values. */
export function standInsOf(
  stage: Extract<Stage, { kind: 'aggregate' | 'joinAggregate' }>,
  fitted: { readonly by: readonly { readonly value: Expression }[]; readonly measures: readonly Measure[] },
  names: Names,
  plan: PartFitting,
): StandIns {
  const found = new Map(stage.kind === 'joinAggregate' ? names.standIns : []);
  stage.by.forEach(({ name, value }, place) => {
    const why = standsIn(value, fitted.by[place]?.value, names, plan);
    if (why === undefined) return;
    found.set(name, why);
    if (value.kind === 'field') found.set(value.name, why);
  });
  stage.measures.forEach(({ name, function: made, of }, place) => {
    const [value] = of;
    const isShown = made === 'values' || made === 'first' || made === 'last';
    const why = isShown && value ? standsIn(value, fitted.measures[place]?.of[0], names, plan) : undefined;
    if (why !== undefined) found.set(name, why);
  });
  return found;
}

function standsIn(
  value: Expression,
  fitted: Expression | undefined,
  names: Names,
  { vendors }: PartFitting,
): string | undefined {
  if (value.kind !== 'field') return undefined;
  const known = names.standIns?.get(value.name);
  if (known !== undefined || names.columns.has(value.name) || names.fieldsGone) return known;
  const { expression, why } = translateValue(value, names.source, vendors.target);
  const isSame =
    fitted?.kind === expression.kind && (fitted.kind !== 'field' || fitted.name === nameOf(expression));
  if (isSame && why === undefined) return undefined;
  return `${value.name} is written in another way by the target, which an expression cannot follow.`;
}

function nameOf(expression: Expression): string {
  return expression.kind === 'field' ? expression.name : '';
}
