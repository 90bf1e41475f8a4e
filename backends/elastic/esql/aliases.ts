import {
  type Choice,
  type Correlate,
  type Expression,
  type Field,
  fieldsOf,
  type Measure,
  mapFields,
  operands,
} from '../../../src/ir/index.ts';
import { nameOf } from '../several/bounds.ts';
import { isKind } from './kinds.ts';

/** A rule of a correlation. */
interface Kind {
  readonly name: string;
}

/** Aliases, that are no keys, of what is measured. */
function measuredAliases({ by, measures, aliases }: Correlate): readonly string[] {
  const keys = new Set(by.map(nameOf));
  const asked = new Set(
    measures.flatMap(({ of }) => of.flatMap(each => fieldsOf(each))).map(({ name }) => name),
  );
  return [...asked].filter(name => !keys.has(name) && Object.hasOwn(aliases, name));
}

/** An alias that is one field in all rules is that field. */
export function withOwnFields(search: Correlate): Correlate {
  const own = new Map(
    measuredAliases(search).flatMap(alias => {
      const fields = Object.values(search.aliases[alias] ?? {});
      const [only] = fields;
      const isOne = new Set(fields.map(nameOf)).size === 1;
      return only !== undefined && isOne ? [[alias, only] as const] : [];
    }),
  );
  const measures = search.measures.map(each => ({
    ...each,
    of: each.of.map(value => mapFields(value, ({ name, ...rest }) => own.get(name) ?? { ...rest, name })),
  }));
  return { ...search, measures };
}

/** What is measured under an alias is the field of the kind which an event is of. */
export function ofKinds(measure: Measure, search: Correlate, events: readonly Kind[]): Measure {
  const names = new Set(measuredAliases(search));
  const choice = (each: Field): Expression => {
    const fields = events.map(({ name }) => search.aliases[each.name]?.[name]);
    const areFields = fields.every((own): own is Field => own?.kind === 'field');
    return names.has(each.name) && areFields ? choiceOf(events, fields) : each;
  };
  return { ...measure, of: measure.of.map(value => mapFields(value, choice)) };
}

export function isChoice(value: Expression): boolean {
  return value.kind === 'choice' || operands(value).some(isChoice);
}

/** The values of a case() are of one type. https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/conditional-functions-and-expressions/case */
export function choiceOf(events: readonly Kind[], fields: readonly Field[]): Choice {
  const isAlike = new Set(fields.map(({ type }) => type ?? 'string')).size === 1;
  const text = (each: Field): Expression =>
    isAlike ? each : { kind: 'coercion', to: 'string', operand: each, origin: each.origin };
  const branches = events.flatMap(({ name }, index) => {
    const own = fields[index];
    return own === undefined ? [] : [{ when: isKind(name), value: text(own) }];
  });
  return { kind: 'choice', branches, otherwise: undefined, origin: [] };
}
