import { diagnose } from '../../diagnostics/index.ts';
import { and, exists, not, or, type Predicate, parseNetwork } from '../../ir/index.ts';
import type { Call, EvalFunction } from './call.ts';
import { either } from './environment.ts';
import { compareValues, isOneOf, textTest } from './lower-comparison.ts';
import { asNumber } from './lower-order.ts';
import { lowerSearch } from './lower-search.ts';
import { parseSearch } from './parse.ts';
import { matchesPattern } from './patterns.ts';
import { lowerRegex } from './regexes.ts';
import { decodeString } from './strings.ts';
import { both, definedOf, nullValue, plain, type Truth, truth, unconditional, type Value } from './value.ts';
import { wholeOfDifference } from './whole-of-difference.ts';

const many = Number.POSITIVE_INFINITY;

/** https://help.splunk.com/splunk-cloud-platform/spl-search-reference/9.3.2408/evaluation-functions/comparison-and-conditional-functions */
export const conditionFunctions: Readonly<Record<string, EvalFunction>> = {
  true: { least: 0, most: 0, lower: () => unconditional(truth(and([]))) },
  false: { least: 0, most: 0, lower: () => unconditional(truth(or([]))) },
  null: { least: 0, most: 0, lower: () => nullValue },
  isnull: {
    least: 1,
    most: 1,
    lower: call => unconditional(truth(not(definedOf(call.value(0)), call.origin))),
  },
  isnotnull: { least: 1, most: 1, lower: call => unconditional(truth(definedOf(call.value(0)))) },
  isnum: { least: 1, most: 1, lower: isNumber },
  if: { least: 3, most: 3, lower: call => choose(call.condition(0), call.value(1), call.value(2)) },
  case: { least: 2, most: many, lower: lowerCase },
  coalesce: { least: 1, most: many, lower: firstOf },
  ifnull: { least: 1, most: many, lower: firstOf },
  nullif: { least: 2, most: 2, lower: nullIf },
  like: {
    least: 2,
    most: 2,
    lower: call => unconditional(matchesPattern(call.value(0), call.value(1), call.node, call.scope)),
  },
  match: { least: 2, most: 2, lower: lowerMatch },
  cidrmatch: { least: 2, most: 2, lower: inNetwork },
  in: {
    least: 2,
    most: many,
    lower: call => {
      const [operand = nullValue, ...values] = call.node.arguments.map((_, position) => call.value(position));
      return unconditional(isOneOf(operand, values, call.node, call.scope));
    },
  },
  searchmatch: { least: 1, most: 1, lower: searchMatch },
};

/** A condition that is null is not true, and takes the other way. */
function choose(condition: Truth, first: Value, second: Value): Value {
  const whole = wholeOfDifference(condition, first, second);
  if (whole !== undefined) return plain(whole, 'number');
  return [...under(condition.yes, first), ...under(not(condition.yes), second)];
}

function under(when: Predicate, value: Value): Value {
  return value.map(each => ({ ...each, when: both(when, each.when) }));
}

function lowerCase(call: Call): Value {
  const pairs = Math.floor(call.count / 2);
  if (call.count % 2 === 1) return call.refuse('conditions and values come in pairs');
  const result: Value[number][] = [];
  const earlier: Predicate[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const { yes } = call.condition(2 * pair);
    result.push(...under(both(and(earlier.map(each => not(each))), yes), call.value(2 * pair + 1)));
    earlier.push(yes);
  }
  return result;
}

/** The first that is not null. */
function firstOf(call: Call): Value {
  let result = call.value(call.count - 1);
  for (let position = call.count - 2; position >= 0; position--) {
    const value = call.value(position);
    result = settled(value, result) ?? either(value, result);
  }
  return result;
}

/** A condition where null counts as true, or as false, is one of two values: without that it is written out three times over. */
function settled(value: Value, instead: Value): Value | undefined {
  const condition = loneTruth(value);
  const otherwise = loneTruth(instead);
  if (condition === undefined || otherwise === undefined) return undefined;
  if (isConstant(otherwise.yes, false)) return unconditional(truth(condition.yes));
  return isConstant(otherwise.yes, true) ? unconditional(truth(not(condition.no), condition.no)) : undefined;
}

function loneTruth([only, ...more]: Value): Truth | undefined {
  if (only === undefined || more.length > 0 || !isConstant(only.when, true)) return undefined;
  return only.value.kind === 'truth' ? only.value : undefined;
}

function isConstant(predicate: Predicate, value: boolean): boolean {
  return predicate.kind === 'always' && predicate.value === value;
}

function nullIf(call: Call): Value {
  const { yes } = compareValues(call.value(0), '=', call.value(1), call.node, call.scope);
  return under(not(yes), call.value(0));
}

function isNumber(call: Call): Value {
  const { yes } = textTest(call.value(0), subject => exists(asNumber(subject)), call.node, call.scope);
  return unconditional(truth(yes));
}

/** Found anywhere in the text. */
function lowerMatch(call: Call): Value {
  const { scope, node, origin } = call;
  const written = call.argument(1);
  const regex =
    written.kind === 'string' ? lowerRegex(written.image, written, scope.context) : constantRegex(call);
  if (regex === undefined) return nullValue;
  return unconditional(
    textTest(
      call.value(0),
      subject => ({ kind: 'matches', subject, regex, quantifier: 'single', origin }),
      node,
      scope,
    ),
  );
}

function constantRegex(call: Call) {
  const constant = call.constant(1);
  return constant === undefined
    ? undefined
    : lowerRegex(`"${String(constant).replaceAll('\\', '\\\\')}"`, call.argument(1), call.scope.context);
}

function inNetwork(call: Call): Value {
  const written = call.constant(0);
  if (written === undefined) return nullValue;
  const network = parseNetwork(String(written));
  if (network === undefined) return call.refuse(`${written} is no network`);
  const { origin, node, scope } = call;
  return unconditional(
    textTest(
      call.value(1),
      subject => ({ kind: 'inNetwork', subject, networks: [network], quantifier: 'single', origin }),
      node,
      scope,
    ),
  );
}

/** A search expression in a string; it has no null. */
function searchMatch(call: Call): Value {
  const { context, fields } = call.scope;
  const written = call.argument(0);
  if (written.kind !== 'string') return call.refuse('it takes a string');
  const inner = context.within(context.expanded.derive(decodeString(written.image), written));
  const { value, diagnostics } = parseSearch(inner.expanded, { start: 0, end: inner.expanded.text.length });
  for (const each of diagnostics) context.report(each);
  if (value === undefined && diagnostics.length === 0)
    context.report(diagnose('spl/unexpected-end', {}, context.span(written)));
  if (value === undefined) return nullValue;
  const found = lowerSearch(value, fields, inner);
  for (const each of inner.diagnostics) context.report(each);
  return unconditional(truth(found));
}
