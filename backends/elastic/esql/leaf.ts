import type {
  Compares,
  Equals,
  Exists,
  Expression,
  InNetwork,
  Leaf,
  Like,
  Matches,
  Pattern,
  PlannedRule,
  Value,
} from '../../../src/ir/index.ts';
import { isAlsoText, isTyped, kindOf, takesStringValues } from '../field-kind.ts';
import { atom, binding, comparison, type Fragment, within } from '../fragment.ts';
import { instantOf } from '../instant.ts';
import { joined } from '../junction.ts';
import { bracketed, type Doc, fill, pieces, renderFlat } from '../layout.ts';
import { hasLetters, textsOf } from '../letter-case.ts';
import { printKeyword, printAnalysed as printWords } from '../lucene/leaf.ts';
import { luceneRegex } from '../lucene-regex.ts';
import { withOperandTypes } from '../operand-types.ts';
import { valueAs } from '../typed-values.ts';
import { call, type PrintCondition, printExpression } from './expression.ts';
import { isMatchable, isOfExtreme, isOfGathered, mayBeText } from './inspect.ts';
import { likeLists } from './like-lists.ts';
import { wholeOf } from './points.ts';
import { fieldName, likeString, string } from './strings.ts';

/** Prints leaves of one rule; `condition` prints the conditions within their expressions. */
export interface LeafPrinter {
  readonly rule: PlannedRule;
  readonly condition: PrintCondition;
  /** Leaves that take any of several values are written as a search of the index. */
  readonly searches: boolean;
  /** Equality with any of several values is written as a test of what they contain. */
  readonly contains: boolean;
}

/** A leaf that is true exactly where the leaf is, and null or false elsewhere. */
export function printLeaf(leaf: Leaf, printer: LeafPrinter): Fragment {
  switch (leaf.kind) {
    case 'exists':
      return comparison(pieces(present(leaf.subject, printer), ' is not null'));
    case 'equals':
      if (isContained(leaf, printer)) return printContained(leaf, printer);
      return isMatchable(leaf, printer.rule) ? printMatch(leaf, printer) : printEquals(leaf, printer);
    case 'like':
      return printLike(leaf, printer);
    case 'matches':
      return printMatches(leaf, printer);
    case 'inNetwork':
      return printNetworks(leaf, printer);
    case 'compares':
      return printCompares(leaf, printer);
    case 'keyword':
      return call('qstr', [string(renderFlat(printKeyword(leaf).doc))]);
    case 'analysed':
      return printAnalysed(leaf, printer);
    case 'element':
      throw new Error('plan left an element that ES|QL does not hold');
  }
}

/** `x is null` reads better than the negation of `x is not null`. */
export function printAbsence({ subject }: Exists, printer: LeafPrinter): Fragment {
  return comparison(pieces(present(subject, printer), ' is null'));
}

/** Of a part of a point it is asked whether the point is there. */
function present(subject: Expression, printer: LeafPrinter): Doc {
  const whole = subject.kind === 'field' ? wholeOf(subject) : undefined;
  return whole === undefined ? operand(subject, printer) : fieldName(whole);
}

function operand(expression: Expression, printer: LeafPrinter): Doc {
  return within(typed(expression, printer), binding.sum);
}

/** An expression whose operands are of the types that its functions take. */
function typed(expression: Expression, { condition, rule }: LeafPrinter): Fragment {
  return printExpression(withOperandTypes(expression, rule), condition);
}

/** The subject as a text: numbers are not compared with strings. */
function textSubject(subject: Expression, printer: LeafPrinter): Fragment {
  const printed = typed(subject, printer);
  const isText = !isTyped(kindOf(subject, printer.rule.profile)) && !mayBeAddress(subject);
  return isText ? printed : call('to_string', [printed.doc]);
}

/** A field that no map has, by a name that speaks of an address: two of them are compared as texts. */
function mayBeAddress(subject: Expression): boolean {
  return subject.kind === 'field' && subject.type !== 'string' && /[._]ip$/.test(subject.name);
}

function lowered(fragment: Fragment): Fragment {
  return call('to_lower', [fragment.doc]);
}

/**
 * What texts are in lower case. `to_lower(x) == "é"` is one comparison to Elasticsearch, which knows the cases of ASCII alone; beside another
 * text, which nothing in lower case is, it is not: see `asciiFolded`.
 */
function lowerTexts(texts: readonly string[]): readonly string[] {
  const lower = [...new Set(texts.map(text => text.toLowerCase()))];
  const [text = ''] = texts;
  const beyond = text.replaceAll(/[\0-\x7f]/g, '');
  return lower.length === 1 && hasLetters(beyond) ? [...lower, text.toUpperCase()] : lower;
}

function compared(subject: Doc, one: string, several: string, items: readonly string[]): Fragment {
  const distinct = [...new Set(items)];
  const [only] = distinct;
  if (only !== undefined && distinct.length === 1) return comparison(pieces(subject, ` ${one} `, only));
  return comparison(pieces(subject, ` ${several} `, bracketed(fill(distinct, ','))));
}

function either(alternatives: readonly Fragment[]): Fragment {
  return joined(alternatives, 'or', { and: 'and', or: 'or' });
}

export function isContained(leaf: Equals, { contains, rule }: LeafPrinter): boolean {
  const { quantifier, casing, subject } = leaf;
  if (isOfGathered(leaf, rule)) return true;
  return contains && quantifier === 'any' && casing === 'exact' && subject.kind !== 'literal';
}

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/mv-functions#esql-mv_contains */
function printContained({ subject, values, casing }: Equals, printer: LeafPrinter): Fragment {
  const column = typed(subject, printer);
  const folds = casing === 'ignored' && values.some(value => typeof value === 'string' && hasLetters(value));
  const side = folds ? lowered(column).doc : column.doc;
  const written = (value: Value): string =>
    typeof value === 'string' ? string(folds ? value.toLowerCase() : value) : String(value);
  return either([...new Set(values.map(written))].map(value => call('mv_contains', [side, value])));
}

/** `:` compares whole keywords, and any of several values. */
function printMatch({ subject, values }: Equals, printer: LeafPrinter): Fragment {
  const kind = kindOf(subject, printer.rule.profile);
  return either(
    [...new Set(values)].map(value =>
      comparison(pieces(operand(subject, printer), ' : ', string(String(valueAs(value, kind))))),
    ),
  );
}

function printEquals(leaf: Equals, printer: LeafPrinter): Fragment {
  const { profile } = printer.rule;
  const kind = kindOf(leaf.subject, profile);
  const asText = takesStringValues(leaf, printer.rule);
  const values = leaf.values.map((value): Value => (asText ? String(value) : valueAs(value, kind)));
  const texts = values.filter(value => typeof value === 'string');
  const others = values.filter((value): value is Exclude<Value, string> => typeof value !== 'string');
  const folds = leaf.casing === 'ignored' && !isTyped(kind) && texts.some(hasLetters);
  const subject = typed(leaf.subject, printer);
  const items = folds ? lowerTexts(texts) : texts;
  const textSide = folds ? lowered(subject) : subject;
  return either([
    ...(items.length > 0 ? [compared(within(textSide, binding.sum), '==', 'in', items.map(string))] : []),
    ...[others.filter(value => typeof value === 'number'), others.filter(value => typeof value === 'boolean')]
      .filter(group => group.length > 0)
      .map(group => compared(within(subject, binding.sum), '==', 'in', group.map(String))),
  ]);
}

/** LIKE minds case: where the leaf does not, both sides are in lower case. An empty LIKE finds nothing, not even an empty text. */
function printLike(leaf: Like, printer: LeafPrinter): Fragment {
  if (
    leaf.patterns.length === 1 &&
    leaf.patterns[0]?.every(part => part.kind === 'anyRun') &&
    leaf.patterns[0].length > 0
  )
    return printPresence(leaf, printer);
  const folds = leaf.casing === 'ignored' && textsOf(leaf).some(hasLetters);
  const subject = textSubject(leaf.subject, printer);
  const filled = leaf.patterns.filter(pattern => pattern.length > 0);
  const patterns = folds ? filled.map(lowerPattern) : filled;
  const side = within(folds ? lowered(subject) : subject, binding.sum);
  return either([
    ...likeLists(patterns).map(list => compared(side, 'like', 'like', list.map(likeString))),
    ...(filled.length < leaf.patterns.length
      ? [comparison(pieces(within(subject, binding.sum), ' == ', string('')))]
      : []),
  ]);
}

/** `x like "*"` is a test for null, which takes several values too; every text begins with nothing, and several are null. */
function printPresence({ subject, quantifier }: Like, printer: LeafPrinter): Fragment {
  const text = textSubject(subject, printer);
  return quantifier === 'single'
    ? call('starts_with', [text.doc, string('')])
    : comparison(pieces(within(text, binding.sum), ' is not null'));
}

function lowerPattern(pattern: Pattern): Pattern {
  return pattern.map(part => (part.kind === 'text' ? { kind: 'text', text: part.text.toLowerCase() } : part));
}

function printMatches({ subject, regex }: Matches, printer: LeafPrinter): Fragment {
  const written = luceneRegex(regex, false);
  if ('lacks' in written) throw new Error(`plan left a regex that RLIKE does not hold: ${written.lacks}`);
  return comparison(
    pieces(within(textSubject(subject, printer), binding.sum), ' rlike ', string(written.text)),
  );
}

function printNetworks({ subject, networks }: InNetwork, printer: LeafPrinter): Fragment {
  const printed = typed(subject, printer);
  const kind = kindOf(subject, printer.rule.profile);
  const isText = kind === 'keyword' || kind === 'text' || mayBeText(subject, printer.rule);
  const address = isText ? call('to_ip', [printed.doc]) : printed;
  const ranges = networks.map(network => string(`${network.address}/${network.prefixLength}`));
  return comparison(pieces('cidr_match', bracketed(fill([address.doc, ...ranges], ','))));
}

const signs: Readonly<Record<Compares['operator'], string>> = {
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  eq: '==',
  startsWith: 'starts_with',
  endsWith: 'ends_with',
  contains: 'locate',
};

function printCompares(leaf: Compares, printer: LeafPrinter): Fragment {
  const { left, operator, right } = leaf;
  const sign = signs[operator];
  const [first, second] = [comparand(left, leaf, printer), comparand(right, leaf, printer)];
  if (operator === 'contains') return comparison(pieces(call('locate', [first.doc, second.doc]).doc, ' > 0'));
  if (operator === 'startsWith' || operator === 'endsWith') return call(sign, [first.doc, second.doc]);
  const extreme = operator.startsWith('g') ? 'mv_max' : 'mv_min';
  const own = isOfExtreme(leaf, printer.rule) ? call(extreme, [first.doc]) : first;
  return comparison(pieces(within(own, binding.sum), ` ${sign} `, within(second, binding.sum)));
}

/** A side of a comparison, in the type by which it is compared. */
function comparand(side: Expression, leaf: Compares, printer: LeafPrinter): Fragment {
  const { as, casing } = leaf;
  if (side.kind === 'literal' && side.value !== null) return literalAs(side.value, leaf);
  const kind = kindOf(side, printer.rule.profile);
  const printed = typed(side, printer);
  if (as === 'string') {
    const text = textSubject(side, printer);
    return casing === 'ignored' ? lowered(text) : text;
  }
  const isBesideLiteral = leaf.left.kind !== 'literal' && leaf.right.kind === 'literal';
  const isBelieved = isBesideLiteral || (leaf.operator !== 'eq' && as === 'number');
  if (kind === as || (kind === 'unknown' && isBelieved && !isAlsoText(side, printer.rule))) return printed;
  return call({ number: 'to_double', time: 'to_datetime', ip: 'to_ip' }[as], [printed.doc]);
}

function literalAs(value: Value, { as, casing, operator }: Compares): Fragment {
  if (as === 'number') return atom(String(Number(value)));
  if (as === 'time') return printInstant(instantOf(value, operator) ?? String(value));
  if (as === 'ip') return call('to_ip', [string(String(value))]);
  return atom(string(casing === 'ignored' ? String(value).toLowerCase() : String(value)));
}

const units: Readonly<Record<string, string>> = {
  y: 'year',
  M: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
  H: 'hour',
  m: 'minute',
  s: 'second',
};

/** Date mathematics from now are arithmetic: `now-1h` is `now() - 1 hour`, `now/d` is `date_trunc(1 day, now())`. */
function printInstant(instant: string): Fragment {
  if (!instant.startsWith('now')) return atom(string(instant));
  const steps = [...instant.matchAll(/([+-])(\d+)([yMwdhHms])|\/([yMwdhHms])/g)];
  return steps.reduce<Fragment>(
    (time, [, sign, count, unit = '', rounded]) => {
      if (rounded !== undefined) return call('date_trunc', [`1 ${units[rounded]}`, time.doc]);
      const by = `${sign} ${count} ${units[unit]}${count === '1' ? '' : 's'}`;
      return { doc: pieces(time.doc, ` ${by}`), binding: binding.sum };
    },
    call('now', []),
  );
}

function printAnalysed(leaf: Extract<Leaf, { kind: 'analysed' }>, printer: LeafPrinter): Fragment {
  if (leaf.mode === 'phrasePrefix' || leaf.mode === 'pattern')
    return call('qstr', [string(renderFlat(printWords(leaf).doc))]);
  const name = operand(leaf.subject, printer);
  const tokens = string(leaf.tokens.join(' '));
  if (leaf.mode === 'phrase') return call('match_phrase', [name, tokens]);
  return call('match', leaf.mode === 'all' ? [name, tokens, '{"operator": "AND"}'] : [name, tokens]);
}
