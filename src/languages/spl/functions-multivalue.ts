import { always, and, type Expression, exists, not, or, type Predicate } from '../../ir/index.ts';
import type { EvalExpression } from './ast.ts';
import type { Call, EvalFunction } from './call.ts';
import { sliced } from './functions-lists.ts';
import { callOf, each, number, textLiteral } from './functions-text.ts';
import { plainOf } from './lower-calculation.ts';
import { lowerRegex } from './regexes.ts';
import { lowerCondition } from './scope.ts';
import { isField, nullValue, type Pieces, plain, unconditional, type Value } from './value.ts';

/** https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/multivalue-eval-functions */
export const multivalueFunctions: Readonly<Record<string, EvalFunction>> = {
  mvcount: { least: 1, most: 1, lower: count },
  mvfind: { least: 2, most: 2, lower: find },
  mvfilter: { least: 1, most: 1, lower: filter },
  mvindex: { least: 2, most: 3, lower: pick },
  split: { least: 2, most: 2, lower: split },
};

/** Null where there is no value. */
function count(call: Call): Value {
  return call.value(0).flatMap(({ when, value }) => {
    if (value.kind === 'pieces')
      return [{ when, value: { kind: 'plain', expression: countOf(value), type: 'number' } }];
    if (value.kind === 'found') return call.refuse('how many values a filter leaves cannot be told');
    const operand = plainOf(value, call.node, call.scope);
    if (operand === undefined) return [];
    const { expression } = operand;
    const counted: Expression =
      isField(expression) || isList(expression)
        ? { kind: 'valueCount', operand: expression, origin: call.origin }
        : number(1);
    return [
      {
        when: and([when, exists(expression)]),
        value: { kind: 'plain', expression: counted, type: 'number' },
      },
    ];
  });
}

/** What gives all values of its operand, or some. */
function isList(expression: Expression): boolean {
  return expression.kind === 'call' && /^mv(?:Dedupe|Sort|Slice)$/.test(expression.function);
}

/** One more than the separators: as many as the text loses characters by losing them, by the length of one. */
function countOf({ of, separator }: Pieces): Expression {
  const { origin } = of;
  const length = (operand: Expression) => callOf('length', [operand], origin);
  const without = callOf('replace', [of, textLiteral(separator), textLiteral('')], origin);
  const lost: Expression = {
    kind: 'arithmetic',
    operator: 'subtract',
    left: length(of),
    right: length(without),
    origin,
  };
  const separators: Expression = {
    kind: 'arithmetic',
    operator: 'divide',
    left: lost,
    right: number([...separator].length),
    origin,
  };
  return { kind: 'arithmetic', operator: 'add', left: separators, right: number(1), origin };
}

/** The place of the first value that matches; which place cannot be told, but whether there is one can. */
function find(call: Call): Value {
  const written = call.argument(1);
  if (written.kind !== 'string') return call.refuse('its regular expression must be a string');
  const regex = lowerRegex(written.image, written, call.scope.context);
  if (regex === undefined) return nullValue;
  const { origin } = call;
  const found = each(call, ({ expression: subject }) => {
    const where: Predicate = { kind: 'matches', subject, regex, quantifier: 'any', origin };
    return unconditional({ kind: 'found', where, isPlace: true });
  });
  return found;
}

/** The values that satisfy a condition on the one field that it names. */
function filter(call: Call): Value {
  const written = call.argument(0);
  if (fieldsIn(written).size !== 1) return call.refuse('its condition names one field');
  const { yes } = lowerCondition(written, call.scope);
  const where = anyValue(yes);
  return where === undefined
    ? call.refuse('its condition is read as one test of the field, or several with OR')
    : unconditional({ kind: 'found', where, isPlace: false });
}

function fieldsIn(node: EvalExpression): ReadonlySet<string> {
  switch (node.kind) {
    case 'field':
      return new Set([node.name]);
    case 'call':
      return new Set(node.arguments.flatMap(each => [...fieldsIn(each)]));
    case 'comparison':
      return new Set([...fieldsIn(node.left), ...fieldsIn(node.right)]);
    case 'membership':
      return fieldsIn(node.operand);
    case 'and':
    case 'or':
    case 'xor':
      return new Set(node.operands.flatMap(each => [...fieldsIn(each)]));
    case 'not':
    case 'signed':
      return fieldsIn(node.operand);
    case 'calculation':
      return new Set([
        ...fieldsIn(node.first),
        ...node.rest.flatMap(({ operand }) => [...fieldsIn(operand)]),
      ]);
    default:
      return new Set();
  }
}

/** A condition of one value as one of any value; OR distributes over that, AND does not. */
function anyValue(predicate: Predicate): Predicate | undefined {
  switch (predicate.kind) {
    case 'or': {
      const operands = predicate.operands.map(anyValue);
      return operands.every(operand => operand !== undefined) ? or(operands, predicate.origin) : undefined;
    }
    case 'equals':
    case 'like':
    case 'matches':
    case 'inNetwork':
    case 'compares':
      return { ...predicate, quantifier: 'any' };
    case 'and':
      return ofOthers(predicate.operands);
    default:
      return undefined;
  }
}

/** `x` is there and is not so: some value is not so. */
function ofOthers(operands: readonly Predicate[]): Predicate | undefined {
  const [isThere, isNot, ...more] = operands.filter(each => each.kind !== 'always');
  if (isThere?.kind !== 'exists' || isNot?.kind !== 'not' || more.length > 0) return undefined;
  const inner = anyValue(isNot.operand);
  if (inner === undefined || !('quantifier' in inner)) return undefined;
  return and([isThere, not({ ...inner, quantifier: 'all' })]);
}

function split(call: Call): Value {
  const separator = call.constant(1);
  if (separator === undefined) return nullValue;
  if (separator === '') return call.refuse('an empty separator parts a text into characters');
  return each(call, ({ expression: of }) =>
    unconditional({ kind: 'pieces', of, separator: String(separator) }),
  );
}

const mostPieces = 8;

/** A piece of a split text. The values of a field have no order in an event. */
function pick(call: Call): Value {
  const place = call.integer(1);
  if (place === undefined) return nullValue;
  if (call.value(0).every(({ value }) => value.kind === 'plain')) return sliced(call, place);
  return call.value(0).flatMap(({ when, value }) => {
    if (value.kind === 'pieces' && place === -1 && call.count === 2)
      return lastOf(value).map(each => ({ ...each, when: and([when, each.when]) }));
    if (value.kind !== 'pieces' || call.count === 3 || place < 0 || place >= mostPieces)
      return call.refuse(`only the first ${mostPieces} pieces of split() can be told apart`);
    return piece(value, place).map(each => ({ ...each, when: and([when, each.when]) }));
  });
}

function lastOf({ of, separator }: Pieces): Value {
  const { origin } = of;
  const pieces = callOf('split', [of, textLiteral(separator)], origin);
  return plain(callOf('mvLast', [pieces], origin), 'text');
}

function piece({ of, separator }: Pieces, place: number): Value {
  const { origin } = of;
  const at = callOf('indexOf', [of, textLiteral(separator)], origin);
  if (place === 0) {
    const first = callOf('substring', [of, number(0), at], origin);
    return [
      ...plain(first, 'text').map(each => ({ ...each, when: exists(at) })),
      ...plain(of, 'text').map(each => ({ ...each, when: not(exists(at)) })),
    ];
  }
  const from: Expression = {
    kind: 'arithmetic',
    operator: 'add',
    left: at,
    right: number([...separator].length),
    origin,
  };
  const rest: Pieces = { kind: 'pieces', of: callOf('substring', [of, from], origin), separator };
  return piece(rest, place - 1).map(each => ({ ...each, when: and([exists(at), each.when, always(true)]) }));
}
