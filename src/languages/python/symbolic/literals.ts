import { diagnose } from '../../../diagnostics/index.ts';
import type { Expression, Extent } from '../ast.ts';
import { parseField } from '../parse.ts';
import { decodeString } from '../strings.ts';
import { builtins } from './builtins.ts';
import { concatenated } from './concatenation.ts';
import { dictionaryOf } from './constants.ts';
import type { Arguments, Context } from './context.ts';
import type { Environment } from './environment.ts';
import { type Guarded, numberValue, textValue, type Value } from './value.ts';

export function number(context: Context, written: string, at: Extent): Guarded {
  const value = Number(written.replaceAll('_', ''));
  return Number.isNaN(value)
    ? context.unsupported('an imaginary number', at)
    : Number.isInteger(value) && !Number.isSafeInteger(value)
      ? context.unsupported('a whole number beyond 2^53', at)
      : context.guards.always(numberValue(value, /^[^xob]*[.ej]/i.test(written)));
}

export function string(
  context: Context,
  expression: Extract<Expression, { kind: 'string' }>,
  environment: Environment,
): Guarded {
  const parts: Guarded[] = [];
  for (const piece of expression.pieces) {
    const decoded = decodeString(piece);
    if ('problem' in decoded)
      return context.refuse(diagnose('python/string', { problem: decoded.problem }, context.span(decoded)));
    if (decoded.bytes) return context.unsupported('bytes', piece);
    for (const part of decoded.parts) {
      if (part.kind === 'text') parts.push(context.guards.always(textValue(part.text)));
      else if (!part.plain) parts.push(context.unsupported('a formatted value', piece));
      else parts.push(formatted(context, part.written, part.at, environment, piece));
    }
  }
  return context.guards.mapAll(parts, values => concatenated(context, values, expression));
}

function formatted(
  context: Context,
  written: string,
  start: number,
  environment: Environment,
  at: Extent,
): Guarded {
  const { text, offset } = context.textAt(start);
  const { value, diagnostics } = parseField(written, text, offset);
  const [problem] = diagnostics;
  if (value === undefined)
    return problem === undefined ? context.unsupported('this field', at) : context.refuse(problem);
  const shifted = { ...at };
  const given: Arguments = { positional: [context.evaluate(value, environment)], named: new Map() };
  return builtins.get('str')?.(context, given, shifted) ?? [];
}

export function sequence(
  context: Context,
  expression: Extract<Expression, { kind: 'sequence' }>,
  environment: Environment,
): Guarded {
  const items: Guarded[] = [];
  for (const item of expression.items) {
    if (item.kind !== 'starred') items.push(context.evaluate(item, environment));
    else {
      const [only] = context.evaluate(item.value, environment);
      if (only?.value.kind !== 'collection')
        return context.unsupported('a starred value that is no constant', item);
      for (const each of only.value.items) items.push(each);
    }
  }
  const failed = items.flat().find(({ value }) => value.kind === 'raised');
  if (failed === undefined)
    return context.guards.always({ kind: 'collection', type: expression.type, items });
  return eager(context, items, { kind: 'collection', type: expression.type, items });
}

/** A list is made before it is looked at: an element that fails, fails the whole. */
function eager(
  context: Context,
  items: readonly Guarded[],
  whole: Extract<Value, { kind: 'collection' }>,
): Guarded {
  const { guards, formulas } = context;
  let defined = formulas.true;
  const choices: { when: typeof defined; gives: Guarded }[] = [];
  for (const item of items)
    for (const { when, value } of item.filter(branch => branch.value.kind === 'raised')) {
      choices.push({ when: formulas.and([defined, when]), gives: guards.always(value) });
      defined = formulas.and([defined, formulas.not(when)]);
    }
  const left = items.map(item => item.filter(branch => branch.value.kind !== 'raised'));
  return guards.choose([{ when: defined, gives: guards.always({ ...whole, items: left }) }, ...choices]);
}

export function dictionary(
  context: Context,
  expression: Extract<Expression, { kind: 'dictionary' }>,
  environment: Environment,
): Guarded {
  const entries: [Value, Guarded][] = [];
  for (const { key, value } of expression.entries) {
    const more = key === undefined ? context.evaluate(value, environment) : [];
    const [whole] = more;
    if (more.length === 1 && whole?.value.kind === 'dictionary') {
      for (const entry of whole.value.entries) entries.push([...entry]);
      continue;
    }
    const [only, ...others] = key === undefined ? [] : context.evaluate(key, environment);
    if (only === undefined || others.length > 0)
      return context.unsupported('a dict whose keys are no constants', expression);
    entries.push([only.value, context.evaluate(value, environment)]);
  }
  return dictionaryOf(context, entries, expression);
}
