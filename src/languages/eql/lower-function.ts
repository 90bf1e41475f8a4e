import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  anyOne,
  anyRun,
  contains,
  type Expression,
  endsWith,
  equals,
  isFixedKeyword,
  like,
  type Network,
  not,
  type Pattern,
  type PatternPart,
  type Predicate,
  parseNetwork,
  pattern,
  startsWith,
  text,
  typeWithoutText,
} from '../../ir/index.ts';
import { withMappedAddresses } from '../mapped-networks.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import { resolveFunction } from './functions.ts';
import { lowerValue } from './lower-value.ts';
import { takesTexts } from './text-operand.ts';

type TextFunction = 'startsWith' | 'endsWith' | 'stringContains';

const operators = { startsWith: 'startsWith', endsWith: 'endsWith', stringContains: 'contains' } as const;
const shapes = { startsWith, endsWith, stringContains: contains } as const;

/** A function that is true or false. */
export function lowerConditionCall(node: ast.FunctionCall, context: Context): Predicate | undefined {
  const found = resolveFunction(node, context);
  const [first] = node.arguments;
  if (found === undefined || first === undefined) return undefined;
  const subject = lowerValue(first, context);
  if (subject === undefined) return undefined;
  switch (found.name) {
    case 'cidrMatch':
      return lowerNetworks(subject, node, context);
    case 'startsWith':
    case 'endsWith':
    case 'stringContains':
      return lowerText(found.name, subject, node, context);
    default:
      return undefined;
  }
}

function lowerNetworks(subject: Expression, node: ast.FunctionCall, context: Context): Predicate | undefined {
  if (isNoAddress(subject)) {
    const problem = { name: 'cidrMatch', position: 1, wants: 'a field of addresses' };
    return context.report(diagnose('eql/argument-type', problem, context.span(node.arguments[0] ?? node)));
  }
  const networks = node.arguments.slice(1).map(argument => lowerNetwork(argument, context));
  if (!networks.every(network => network !== undefined)) return undefined;
  return {
    kind: 'inNetwork',
    subject,
    networks: withMappedAddresses(networks),
    quantifier: 'any',
    origin: context.origin(node),
  };
}

/** https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref#eql-fn-cidrmatch */
function isNoAddress(subject: Expression): boolean {
  if (subject.kind !== 'field') return subject.kind !== 'literal';
  const type = typeWithoutText(subject.name);
  return isFixedKeyword(subject.name) || (type !== undefined && type !== 'address');
}

function lowerNetwork(node: ast.Expression, context: Context): Network | undefined {
  if (node.kind !== 'string') {
    const problem = { name: 'cidrMatch', position: 2, wants: 'a CIDR block in quotes' };
    return context.report(diagnose('eql/argument-type', problem, context.span(node)));
  }
  const block = context.string(node);
  if (block === undefined) return undefined;
  const network = parseNetwork(block);
  return network ?? context.report(diagnose('eql/network', { text: node.image }, context.span(node)));
}

/** A text that is empty is in none to `stringContains`, where it is another field's. */
function lowerText(
  name: TextFunction,
  subject: Expression,
  node: ast.FunctionCall,
  context: Context,
): Predicate | undefined {
  const second = node.arguments[1];
  const part = second && lowerValue(second, context);
  if (part === undefined) return undefined;
  const misfit = [subject, part].findIndex(side => side.kind === 'literal' && typeof side.value !== 'string');
  if (misfit !== -1) {
    const problem = { name, position: misfit + 1, wants: 'a text' };
    return context.report(diagnose('eql/argument-type', problem, context.span(node)));
  }
  if (![subject, part].every(side => takesTexts(side, name, node, context))) return undefined;
  const origin = context.origin(node);
  const casing = node.ignoresCase ? 'ignored' : 'exact';
  if (part.kind === 'literal' && typeof part.value === 'string') {
    const parts = substring(name, subject, part.value, node, context);
    return like(subject, [shapes[name](parts)], { casing, origin });
  }
  const operator = operators[name];
  const sides = { left: subject, operator, right: part } as const;
  const leaf: Predicate = { kind: 'compares', ...sides, as: 'string', casing, quantifier: 'any', origin };
  return operator === 'contains' ? and([leaf, not(equals(part, [''], { origin }))], origin) : leaf;
}

/**
 * Over a field, Elasticsearch runs startsWith as a prefix query but endsWith and stringContains as wildcard queries, with
 * the text put in unescaped; functions of fields go through scripts, which take it as it is.
 */
function substring(
  name: TextFunction,
  subject: Expression,
  value: string,
  node: ast.FunctionCall,
  context: Context,
): Pattern {
  if (name === 'startsWith' || subject.kind !== 'field' || !/[*?\\]/.test(value)) return [text(value)];
  context.report(diagnose('eql/substring-wildcards', { name }, context.span(node.arguments[1] ?? node)));
  return wildcardQuery(name === 'endsWith' ? value : `${value}*`);
}

/** Elasticsearch's wildcard query: a backslash makes the next character a character, a last one is itself. */
function wildcardQuery(value: string): Pattern {
  const parts: PatternPart[] = [];
  for (const match of value.matchAll(/\\([\s\S])|([*?])|[^*?\\]+|\\$/g)) {
    const [whole, escaped, wildcard] = match;
    if (escaped !== undefined) parts.push(text(escaped));
    else if (wildcard !== undefined) parts.push(wildcard === '*' ? anyRun : anyOne);
    else parts.push(text(whole));
  }
  return pattern(parts);
}
