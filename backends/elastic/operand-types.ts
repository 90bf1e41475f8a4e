import {
  type Call,
  type Expression,
  isFixedKeyword,
  operands,
  type PlannedRule,
} from '../../src/ir/index.ts';
import { isTyped, kindOf } from './field-kind.ts';

type Need = 'text' | 'number';

/** How many of its operands, from the first, a function takes as texts. */
const texts: Readonly<Partial<Record<Call['function'], number>>> = {
  length: 1,
  byteLength: 1,
  lower: 1,
  upper: 1,
  trim: 1,
  trimStart: 1,
  trimEnd: 1,
  reverse: 1,
  repeat: 1,
  substring: 1,
  right: 1,
  replace: 1,
  replaceRegex: 1,
  baseName: 1,
  split: 1,
  between: 3,
  indexOf: 2,
  base64Encode: 1,
  base64Decode: 1,
  urlEncode: 1,
  urlEncodeComponent: 1,
  urlDecode: 1,
  md5: 1,
  sha1: 1,
  sha256: 1,
  sha512: 1,
};

/**
 * An expression whose operands are of the types that their functions and operators take, by conversions: Elasticsearch knows the
 * type of each field, and refuses the whole of a query over one of another.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref,
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions
 */
export function withOperandTypes(expression: Expression, rule: PlannedRule): Expression {
  const inner = (each: Expression): Expression => withOperandTypes(each, rule);
  const number = (each: Expression): Expression => converted(inner(each), 'number', rule);
  // `number(…)` of EQL is a choice between the bases of its conversions.
  const branch = (each: Expression): Expression => (each.kind === 'coercion' ? each : inner(each));
  switch (expression.kind) {
    case 'call': {
      const { function: name, arguments: values } = expression;
      const given = values.map((each, at) =>
        at < (texts[name] ?? 0) ? converted(inner(each), 'text', rule) : inner(each),
      );
      return { ...expression, arguments: given };
    }
    case 'arithmetic':
      return { ...expression, left: number(expression.left), right: number(expression.right) };
    case 'choice':
      return {
        ...expression,
        branches: expression.branches.map(({ when, value }) => ({ when, value: branch(value) })),
        otherwise: expression.otherwise && branch(expression.otherwise),
      };
    case 'coercion': {
      const operand = inner(expression.operand);
      if (expression.to !== 'number') return { ...expression, operand };
      if ((expression.base ?? 10) !== 10) return { ...expression, operand: converted(operand, 'text', rule) };
      return kindOf(operand, rule.profile) === 'number' ? operand : { ...expression, operand };
    }
    case 'valueCount':
      return { ...expression, operand: inner(expression.operand) };
    default:
      return expression;
  }
}

/** A text, whatever its field is. */
export function asText(operand: Expression, rule: PlannedRule): Expression {
  return converted(withOperandTypes(operand, rule), 'text', rule);
}

/** An author who reckons with a field of Elastic knows that it is a number, unless it is none in every index. */
function converted(operand: Expression, to: Need, { profile, rule }: PlannedRule): Expression {
  if (operand.kind === 'literal') return operand;
  const kind = kindOf(operand, profile);
  const { origin } = operand;
  if (to === 'text') return isTyped(kind) ? { kind: 'coercion', to: 'string', operand, origin } : operand;
  const isFixed = operand.kind === 'field' && isFixedKeyword(operand.name);
  const isText = kind === 'text' || isFixed || (kind === 'keyword' && rule.metadata.vendor !== 'elastic');
  return isText ? { kind: 'coercion', to: 'number', operand, origin } : operand;
}

/** Why no conversion gives an operand of an expression the type that it is taken for. */
export function limitOfOperandTypes(expression: Expression, rule: PlannedRule): string | undefined {
  const kindOfOperand = (each: Expression) => kindOf(each, rule.profile);
  if (expression.kind === 'call') {
    const { function: name, arguments: values } = expression;
    const taken = name === 'concat' ? values : values.slice(0, texts[name] ?? 0);
    if (taken.some(each => kindOfOperand(each) === 'time'))
      return 'Elasticsearch shows times as texts in one form, whatever the log has';
  }
  if (expression.kind === 'arithmetic' || (expression.kind === 'coercion' && expression.to === 'number')) {
    const odd = operands(expression).map(kindOfOperand).find(isNoNumber);
    if (odd !== undefined) return `Elasticsearch makes no number of ${named[odd]}`;
  }
  return undefined;
}

const named = { ip: 'an address', boolean: 'a Boolean', time: 'a time' } as const;

function isNoNumber(kind: ReturnType<typeof kindOf>): kind is keyof typeof named {
  return kind in named;
}
