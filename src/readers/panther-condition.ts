import {
  type Casing,
  type Compares,
  comparesNumbers,
  contains,
  endsWith,
  equals,
  exists,
  type Field,
  like,
  type Network,
  not,
  or,
  type Predicate,
  parseNetwork,
  startsWith,
  text,
  type Value,
} from '../ir/index.ts';
import type { DataTree, Span } from '../source/index.ts';

type Operand = DataTree | Field;
type Form = 'Equals' | 'StartsWith' | 'EndsWith' | 'Contains';

/** `DoesNotEqual`, `IStartsWith`, `IDoesNotContain`: negated, and of either case. */
const named = /^(I?)(DoesNot)?(Equals?|StartsWith|StartWith|EndsWith|EndWith|Contains?)$/;

const orders: Readonly<Record<string, Compares['operator']>> = {
  IsGreaterThan: 'gt',
  IsGreaterThanOrEqual: 'gte',
  IsGreaterThanOrEquals: 'gte',
  IsLessThan: 'lt',
  IsLessThanOrEqual: 'lte',
  IsLessThanOrEquals: 'lte',
};

/** The predicate of a condition by its name, or why there is none. */
export function conditionOf(
  name: string,
  subject: Field,
  operands: readonly Operand[],
  origin: readonly Span[],
): Predicate | string {
  const presence = presenceOf(name, subject, origin);
  if (presence !== undefined) return presence;
  const order = orders[name];
  const [only, ...others] = operands;
  if (only === undefined) return `${name} has no value`;
  if (order !== undefined && others.length === 0) return compared(subject, order, only, origin);
  if (name === 'IsIPAddressInCIDR' || name === 'IsIPAddressNotInCIDR')
    return inNetworks(subject, operands, name === 'IsIPAddressNotInCIDR', origin);
  const [, either, negated, form] = named.exec(name) ?? [];
  if (name === 'IsIn' || name === 'IsNotIn')
    return negatedIf(name === 'IsNotIn', texts('Equals', subject, operands, 'exact', origin));
  if (form === undefined) return `the condition ${name} is not read`;
  const casing: Casing = either === 'I' ? 'ignored' : 'exact';
  const plain = form
    .replace(/^Equal$/, 'Equals')
    .replace(/^(Start|End)With$/, '$1sWith')
    .replace(/^Contain$/, 'Contains');
  return negatedIf(negated !== undefined, texts(plain as Form, subject, operands, casing, origin));
}

function negatedIf(negated: boolean, where: Predicate | string): Predicate | string {
  return negated && typeof where !== 'string' ? not(where) : where;
}

/** Null and an absent key are the same to the IR. */
function presenceOf(name: string, subject: Field, origin: readonly Span[]): Predicate | undefined {
  const there = exists(subject, origin);
  const empty = equals(subject, [''], { origin });
  switch (name) {
    case 'Exists':
    case 'IsNotNull':
      return there;
    case 'DoesNotExist':
    case 'IsNull':
      return not(there);
    case 'IsNullOrEmpty':
      return or([not(there), empty]);
    case 'IsNotNullOrEmpty':
      return not(or([not(there), empty]));
    default:
      return undefined;
  }
}

function texts(
  form: Form,
  subject: Field,
  operands: readonly Operand[],
  casing: Casing,
  origin: readonly Span[],
): Predicate | string {
  const [only] = operands;
  if (only?.kind === 'field') {
    const operator = operators[form];
    return {
      kind: 'compares',
      left: subject,
      operator,
      right: only,
      as: 'string',
      casing,
      quantifier: 'any',
      origin,
    };
  }
  const values = valuesOf(operands);
  if (values === undefined) return 'its value is no text, number or boolean';
  if (form === 'Equals') return equals(subject, values, { casing, origin });
  const around = { StartsWith: startsWith, EndsWith: endsWith, Contains: contains }[form];
  return like(
    subject,
    values.map(value => around([text(String(value))])),
    { casing, origin },
  );
}

const operators: Readonly<Record<Form, Compares['operator']>> = {
  Equals: 'eq',
  StartsWith: 'startsWith',
  EndsWith: 'endsWith',
  Contains: 'contains',
};

function valuesOf(operands: readonly Operand[]): readonly Value[] | undefined {
  const values = operands.flatMap(each =>
    each.kind === 'scalar' && each.value !== null ? [each.value] : [],
  );
  return values.length === operands.length ? values : undefined;
}

function compared(
  left: Field,
  operator: Compares['operator'],
  operand: Operand,
  origin: readonly Span[],
): Predicate | string {
  const right =
    operand.kind === 'field'
      ? operand
      : operand.kind === 'scalar' && typeof operand.value === 'number'
        ? ({ kind: 'literal', value: operand.value, origin } as const)
        : undefined;
  if (right === undefined) return 'it compares with what is no number';
  return comparesNumbers(left, operator, right, origin);
}

function inNetworks(
  subject: Field,
  operands: readonly Operand[],
  negated: boolean,
  origin: readonly Span[],
): Predicate | string {
  const networks: Network[] = [];
  for (const operand of operands) {
    const network = operand.kind === 'scalar' ? parseNetwork(operand.written) : undefined;
    if (network === undefined) return 'its value is no network';
    networks.push(network);
  }
  const leaf: Predicate = { kind: 'inNetwork', subject, networks, quantifier: 'any', origin };
  return negatedIf(negated, leaf);
}
