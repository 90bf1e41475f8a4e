import type { Expression, FunctionName, Regex, RegexNode } from '../../ir/index.ts';
import { cutsDirectory, writeRegex } from '../../regex/index.ts';
import type { Call, EvalFunction } from './call.ts';
import { plainOf } from './lower-calculation.ts';
import { lowerRegex } from './regexes.ts';
import { isLiteral, type Kind, literal, nullValue, type Plain, plain, type Value } from './value.ts';

/** https://help.splunk.com/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/text-functions */
export const textFunctions: Readonly<Record<string, EvalFunction>> = {
  lower: { least: 1, most: 1, lower: call => apply(call, 'lower', 'text') },
  upper: { least: 1, most: 1, lower: call => apply(call, 'upper', 'text') },
  len: { least: 1, most: 1, lower: call => apply(call, 'length', 'number') },
  length: { least: 1, most: 1, lower: call => apply(call, 'length', 'number') },
  md5: { least: 1, most: 1, lower: call => apply(call, 'md5', 'text') },
  sha1: { least: 1, most: 1, lower: call => apply(call, 'sha1', 'text') },
  sha256: { least: 1, most: 1, lower: call => apply(call, 'sha256', 'text') },
  sha512: { least: 1, most: 1, lower: call => apply(call, 'sha512', 'text') },
  trim: { least: 1, most: 2, lower: call => trimmed(call, set => `^${set}|${set}\\z`) },
  ltrim: { least: 1, most: 2, lower: call => trimmed(call, set => `^${set}`) },
  rtrim: { least: 1, most: 2, lower: call => trimmed(call, set => `${set}\\z`) },
  substr: { least: 2, most: 3, lower: substring },
  replace: { least: 3, most: 3, lower: replace },
  tonumber: { least: 1, most: 2, lower: toNumber },
  tostring: {
    least: 1,
    most: 2,
    lower: call => (call.count === 1 ? toText(call) : call.refuse('it is read without a format only')),
  },
};

/** A value made of each case of the first argument. */
export function each(call: Call, make: (operand: Plain) => Value): Value {
  return call.value(0).flatMap(({ when, value }) => {
    const operand = plainOf(value, call.node, call.scope);
    return operand === undefined
      ? []
      : make(operand).map(made => ({ ...made, when: joined(when, made.when) }));
  });
}

function joined(when: Value[number]['when'], inner: Value[number]['when']): Value[number]['when'] {
  return inner.kind === 'always' && inner.value ? when : { kind: 'and', operands: [when, inner], origin: [] };
}

export function callOf(
  name: FunctionName,
  operands: readonly Expression[],
  origin: Expression['origin'],
): Expression {
  return { kind: 'call', function: name, arguments: operands, origin };
}

export function number(value: number): Expression {
  return { kind: 'literal', value, origin: [] };
}

function apply(call: Call, name: FunctionName, type: Kind): Value {
  return each(call, ({ expression }) => plain(callOf(name, [expression], call.origin), type));
}

/** Of the characters that are listed, and of spaces and tabs where none are; line breaks stay. */
function trimmed(call: Call, regexOf: (set: string) => string): Value {
  const listed = call.count === 1 ? ' \t' : call.constant(1);
  if (listed === undefined) return nullValue;
  const members = [...String(listed)].map(each => `\\x{${(each.codePointAt(0) ?? 0).toString(16)}}`);
  const regex = regexOf(`[${members.join('')}]+`);
  return each(call, ({ expression }) => {
    const parts = [expression, textLiteral(members.length === 0 ? '^' : regex), textLiteral('')];
    return plain(callOf('replaceRegex', parts, call.origin), 'text');
  });
}

/** Positions begin at 1; negative ones count from the end. */
function substring(call: Call): Value {
  const start = call.integer(1);
  const other = start === 1 && call.count === 3 ? lengthOf(call.value(2)) : undefined;
  if (other !== undefined)
    return each(call, ({ expression }) =>
      plain(callOf('substring', [expression, number(0), other], call.origin), 'text'),
    );
  const length = call.count === 3 ? call.integer(2) : undefined;
  if (start === undefined || (call.count === 3 && length === undefined)) return nullValue;
  if (start === 0 || (length ?? 0) < 0) return call.refuse('positions begin at 1, and lengths at 0');
  const from = start > 0 ? start - 1 : start;
  const until = length === undefined || (from < 0 && from + length >= 0) ? [] : [number(from + length)];
  return each(call, ({ expression }) =>
    plain(callOf('substring', [expression, number(from), ...until], call.origin), 'text'),
  );
}

/** `len(…)`, which is never negative. */
function lengthOf(value: Value): Expression | undefined {
  const [first, ...more] = value;
  if (first?.value.kind !== 'plain' || more.length > 0 || first.when.kind !== 'always') return undefined;
  const { expression } = first.value;
  return expression.kind === 'call' && expression.function === 'length' ? expression : undefined;
}

/** Where the regex is a plain text and the replacement refers to no group, a replacement of texts; else of what the regex finds. */
function replace(call: Call): Value {
  const written = call.argument(1);
  const by = call.constant(2);
  if (written.kind !== 'string') return call.refuse('its regular expression must be a string');
  const regex = lowerRegex(written.image, written, call.scope.context);
  if (regex === undefined || by === undefined) return nullValue;
  if (by === '' && cutsDirectory(regex)) return apply(call, 'baseName', 'text');
  const left =
    by === '' ? /^"\(\?s\)\^\.\*\(\?=\.\{([1-9]\d{0,5})\}\\{1,2}z\)"$/.exec(written.image)?.[1] : undefined;
  if (left !== undefined)
    return each(call, ({ expression }) =>
      plain(callOf('substring', [expression, number(-Number(left))], call.origin), 'text'),
    );
  const text = textOfRegex(regex);
  if (text === undefined || /[\\$]/.test(String(by))) return replaceRegex(call, regex, String(by));
  return each(call, ({ expression }) => {
    const parts = [expression, textLiteral(text), textLiteral(String(by))];
    return plain(callOf('replace', parts, call.origin), 'text');
  });
}

/**
 * Groups are `\1` in what it is replaced by, where the IR has `$1`; a dollar is itself.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/text-functions
 */
function replaceRegex(call: Call, regex: Regex, by: string): Value {
  const { text } = writeRegex(regex, { dialect: 'java', use: 'search' });
  if (text === undefined) return call.refuse('what is replaced is a regular expression that it alone has');
  if (!/^(?:[^\\]|\\\\|\\\d(?!\d))*$/.test(by))
    return call.refuse('it is replaced by something with a backslash before what is no group');
  const written = by.replaceAll(/\\\\|\\(\d)|\$/g, (part, group: string | undefined) =>
    group === undefined ? (part === '$' ? String.raw`\$` : part) : `$${group}`,
  );
  return each(call, ({ expression }) => {
    const parts = [expression, textLiteral(text), textLiteral(written)];
    return plain(callOf('replaceRegex', parts, call.origin), 'text');
  });
}

export function textLiteral(value: string): Expression {
  return { kind: 'literal', value, origin: [] };
}

function textOfRegex({ node, flags }: Regex): string | undefined {
  return flags.ignoreCase ? undefined : textOfNode(node);
}

function textOfNode(node: RegexNode): string | undefined {
  if (node.kind === 'literal' && node.text !== '') return node.text;
  if (node.kind !== 'sequence') return undefined;
  const texts = node.items.map(textOfNode);
  return texts.every(text => text !== undefined) ? texts.join('') : undefined;
}

function toNumber(call: Call): Value {
  const base = call.count === 2 ? call.integer(1) : undefined;
  if (call.count === 2 && base === undefined) return nullValue;
  return each(call, operand => {
    if (operand.type === 'number') return plain(operand.expression, 'number');
    const { expression } = operand;
    const { origin } = call;
    const withBase = base === undefined ? {} : { base };
    return plain({ kind: 'coercion', to: 'number', operand: expression, origin, ...withBase }, 'number');
  });
}

/** Conditions become True and False. */
function toText(call: Call): Value {
  const value = call.value(0);
  return value.flatMap(found => {
    if (found.value.kind === 'truth')
      return [
        { when: joined(found.when, found.value.yes), value: literalCase('True') },
        { when: joined(found.when, found.value.no), value: literalCase('False') },
      ];
    const operand = plainOf(found.value, call.node, call.scope);
    if (operand === undefined) return [];
    if (isLiteral(operand.expression))
      return [{ when: found.when, value: literalCase(String(operand.expression.value)) }];
    const { expression } = operand;
    const made: Plain = {
      kind: 'plain',
      expression: { kind: 'coercion', to: 'string', operand: expression, origin: call.origin },
      type: 'text',
    };
    return [{ when: found.when, value: made }];
  });
}

function literalCase(text: string): Plain {
  const [only] = literal(text);
  return only?.value.kind === 'plain'
    ? only.value
    : { kind: 'plain', expression: textLiteral(text), type: 'text' };
}
