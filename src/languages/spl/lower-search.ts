import { diagnose } from '../../diagnostics/index.ts';
import {
  always,
  and,
  type Casing,
  type Expression,
  equals,
  exists,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  parseNetwork,
  plainText,
} from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { lowerKeyword, unreadable } from './lower-keyword.ts';
import { lowerOrder } from './lower-order.ts';
import { decodeName, decodeTerm } from './strings.ts';
import { decided, definedOf, holdsOfCases, type Value } from './value.ts';

/** Options of a search that say when, not what: https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/time-format-variables-and-modifiers/time-modifiers */
const timeModifiers: ReadonlySet<string> = new Set([
  ...['earliest', 'latest', '_index_earliest', '_index_latest', 'index_earliest', 'index_latest'],
  ...['starttime', 'endtime', 'starttimeu', 'endtimeu', 'timeformat', 'daysago', 'hoursago', 'minutesago'],
  ...['startdaysago', 'starthoursago', 'startminutesago', 'startmonthsago', 'monthsago', 'enddaysago'],
  ...['endhoursago', 'endminutesago', 'endmonthsago', 'searchtimespandays', 'searchtimespanhours'],
  ...['searchtimespanminutes', 'searchtimespanmonths'],
]);

/**
 * A search expression as it holds of an event. It has no null: `field=v` is false without the field, so NOT of it is true, while
 * `field!=v` asks for the field. https://docs.splunk.com/Documentation/Splunk/9.0.2/Search/NOTexpressions
 */
export function lowerSearch(node: ast.SearchExpression, fields: Environment, context: Context): Predicate {
  switch (node.kind) {
    case 'and':
      return and(
        node.operands.map(each => lowerSearch(each, fields, context)),
        context.origin(node),
      );
    case 'or':
      return or(
        node.operands.map(each => lowerSearch(each, fields, context)),
        context.origin(node),
      );
    case 'not': {
      const operand = lowerSearch(node.operand, fields, context);
      return node.count % 2 === 0 ? operand : not(operand, context.origin(node));
    }
    case 'term': {
      const indexed = indexedField(node);
      return indexed === undefined ? lowerKeyword(node, context) : lowerComparison(indexed, fields, context);
    }
    case 'comparison':
      return lowerComparison(node, fields, context);
    case 'membership':
      return lowerMembership(node, fields, context);
  }
}

/**
 * `host::web1`: a field that is indexed is compared as with `=`. What has no other signs than an address of IPv6 is one, and a term.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/search
 */
function indexedField(term: ast.SearchTerm): ast.SearchComparison | undefined {
  const [, name] = (term.form === 'word' && /^([A-Za-z_][\w.{}-]*)::./.exec(term.image)) || [];
  if (name === undefined || /^[\da-f:.]+(?:\/\d+)?$/i.test(term.image)) return undefined;
  const [end, start] = [term.start + name.length, term.start + name.length + 2];
  return {
    kind: 'comparison',
    field: { ...term, image: name, end },
    operator: '=',
    value: { ...term, image: term.image.slice(name.length + 2), start },
    start: term.start,
    end: term.end,
  };
}

function lowerComparison(node: ast.SearchComparison, fields: Environment, context: Context): Predicate {
  const origin = context.origin(node);
  const name = decodeName(node.field.image);
  if (timeModifiers.has(name)) {
    context.report(diagnose('spl/time-range', { name }, origin[0]));
    return always(true, origin);
  }
  const field = fieldOf(node.field, name, fields, context);
  const value = valueOfTerm(node.value, context);
  switch (node.operator) {
    case '=':
      return equalsOne(field, [value], node, context);
    case '!=':
      return and([definedOf(field), not(equalsOne(field, [value], node, context), origin)], origin);
    default:
      return lowerOrder(field, node.operator, node.value, context);
  }
}

function lowerMembership(node: ast.SearchMembership, fields: Environment, context: Context): Predicate {
  const field = fieldOf(node.field, decodeName(node.field.image), fields, context);
  const values = node.values.map(each => valueOfTerm(each, context));
  return equalsOne(field, values, node, context);
}

function fieldOf(term: ast.SearchTerm, name: string, fields: Environment, context: Context): Value {
  if (name.includes('*')) context.report(diagnose('spl/field-wildcard', { name }, context.span(term)));
  return fields.get(name, context.origin(term));
}

interface Sought {
  readonly pattern: Pattern;
  readonly casing: Casing;
}

/** `TERM(…)` of a field is its plain value; `CASE(…)` asks for the case too. */
function valueOfTerm(term: ast.SearchTerm, context: Context): Sought {
  if (term.form === 'subsearch' || term.form === 'macro') unreadable(term, context);
  if (term.form !== 'directive') return { pattern: decodeTerm(term.image), casing: 'ignored' };
  const [, name = '', inner = ''] = /^([A-Z]+)\(([\s\S]*)\)$/.exec(term.image) ?? [];
  if (name === 'PREFIX') context.report(diagnose('spl/prefix', {}, context.span(term)));
  return { pattern: decodeTerm(inner), casing: name === 'CASE' ? 'exact' : 'ignored' };
}

/** Of several values of a field one suffices. */
function equalsOne(field: Value, sought: readonly Sought[], node: ast.Range, context: Context): Predicate {
  const origin = context.origin(node);
  return holdsOfCases(field, simple => {
    if (simple.kind !== 'plain') {
      context.report(diagnose('spl/not-a-text', {}, origin[0]));
      return always(false, origin);
    }
    const { expression, type } = simple;
    // What the search itself reckons is written in one way.
    const isNumber = type === 'number' || context.plainNumbers(expression);
    return or(
      sought.map(each => decided(leaf(expression, each, isNumber, origin), expression)),
      origin,
    );
  });
}

/** An address with a length of its network stands for the network: https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/search-commands/search */
function leaf(
  subject: Expression,
  { pattern, casing }: Sought,
  isNumber: boolean,
  origin: Predicate['origin'],
): Predicate {
  const plain = plainText(pattern);
  if (plain === undefined)
    return pattern.length === 1 ? exists(subject, origin) : like(subject, [pattern], { casing, origin });
  const network = plain.includes('/') ? parseNetwork(plain) : undefined;
  if (network !== undefined)
    return { kind: 'inNetwork', subject, networks: [network], quantifier: 'any', origin };
  return equals(subject, [isNumber ? numeric(plain) : plain], { casing, origin });
}

/** Values are compared as texts, so that "1" is not "1.0"; with numbers written one way that is the same as comparing numbers. */
function numeric(text: string): string | number {
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
