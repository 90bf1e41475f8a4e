import { diagnose, type Result } from '../../diagnostics/index.ts';
import {
  anyRun,
  type Compares,
  type Expression,
  equals,
  exists,
  field,
  type Leaf,
  like,
  type Network,
  type Predicate,
  parseNetwork,
  pattern,
  type Search,
  text,
} from '../../ir/index.ts';
import { EmbeddedText } from '../../source/index.ts';
import { kql } from '../kql/index.ts';
import type { QueryLanguage } from '../language.ts';
import { lucene } from '../lucene/index.ts';
import { withMappedAddresses } from '../mapped-networks.ts';
import { textInNetworks } from './addresses.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import { type ConditionName, isConditionName } from './condition-names.ts';
import type { Context } from './context.ts';
import { textIn } from './definition.ts';
import { spanOfTime } from './durations.ts';
import { rightCount } from './functions.ts';
import { leastWords, withLeastWords } from './least-words.ts';
import { anyBeyond, anyLike } from './lower-any-value.ts';
import { textArgument } from './lower-call.ts';
import { comparand, instantOf } from './lower-comparison.ts';
import { matchLeaf, wordsIn } from './lower-membership.ts';
import { rangeTest } from './ranges.ts';
import { optionOf, takesOptions } from './search-options.ts';
import { joinTruths, leafTruth, type Truth, total } from './truth.ts';

interface ConditionFunction {
  readonly minimum: number;
  readonly maximum: number;
  readonly lower: (node: ast.Call, context: Context) => Truth | undefined;
  /** Options that it reads itself. */
  readonly reads?: readonly string[];
}

const many = Number.POSITIVE_INFINITY;

const functions: Readonly<Record<ConditionName, ConditionFunction>> = {
  starts_with: { minimum: 2, maximum: 2, lower: textTest('startsWith') },
  ends_with: { minimum: 2, maximum: 2, lower: textTest('endsWith') },
  contains: { minimum: 2, maximum: 2, lower: textTest('contains') },
  cidr_match: { minimum: 2, maximum: many, lower: lowerNetworks },
  kql: { minimum: 1, maximum: 1, lower: embedded(kql) },
  qstr: { minimum: 1, maximum: 1, lower: embedded(lucene) },
  match: { minimum: 2, maximum: 2, lower: lowerMatchCall, reads: ['operator', 'minimum_should_match'] },
  multi_match: { minimum: 2, maximum: many, lower: lowerSeveralMatches },
  match_phrase: { minimum: 2, maximum: 2, lower: lowerPhrase },
  term: { minimum: 2, maximum: 2, lower: lowerTerm },
  mv_contains: { minimum: 2, maximum: 2, lower: (node, context) => lowerOverlap(node, 'and', context) },
  mv_intersects: { minimum: 2, maximum: 2, lower: (node, context) => lowerOverlap(node, 'or', context) },
  mv_like: { minimum: 2, maximum: 2, lower: anyLike('like') },
  mv_rlike: { minimum: 2, maximum: 2, lower: anyLike('rlike') },
  mv_greater: { minimum: 2, maximum: 2, lower: anyBeyond('gt'), reads: ['include_bound'] },
  mv_less: { minimum: 2, maximum: 2, lower: anyBeyond('lt'), reads: ['include_bound'] },
  in_range: { minimum: 2, maximum: 2, lower: rangeTest('within') },
  range_contains: { minimum: 2, maximum: 2, lower: rangeTest('contains') },
  range_intersects: { minimum: 2, maximum: 2, lower: rangeTest('intersects') },
  range_within: { minimum: 2, maximum: 2, lower: rangeTest('within') },
  trange: { minimum: 1, maximum: 2, lower: lowerTimeRange },
};

export function lowerConditionCall(node: ast.Call, context: Context): Truth | undefined {
  if (!isConditionName(node.name)) return undefined;
  const found = functions[node.name];
  const { reads = [] } = found;
  if (!rightCount(node, found, context) || !takesOptions(node, reads, context)) return undefined;
  return found.lower(node, context);
}

function pair(node: ast.Call, context: Context): readonly [Typed, Typed] | undefined {
  const written = node.arguments.filter(argument => argument.kind !== 'options');
  const [one, two] = written.map(argument => context.lowerValue(argument));
  return one && two && [one, two];
}

/** Case counts, and there are no wildcards. */
function textTest(operator: 'startsWith' | 'endsWith' | 'contains') {
  return (node: ast.Call, context: Context): Truth | undefined => {
    const values = pair(node, context);
    if (values === undefined) return undefined;
    const origin = context.origin(node);
    const [left, right] = values.map(({ expression }) => comparand(expression, 'string'));
    const wanted = textIn(values[1]);
    if (left === undefined || right === undefined) return undefined;
    const options = { quantifier: 'single', origin } as const;
    if (wanted !== undefined) {
      const parts = [
        ...(operator === 'startsWith' ? [] : [anyRun]),
        text(wanted),
        ...(operator === 'endsWith' ? [] : [anyRun]),
      ];
      return leafTruth(like(left, [pattern(parts)], options), [left]);
    }
    const leaf: Compares = {
      kind: 'compares',
      left,
      operator,
      right,
      as: 'string',
      casing: 'exact',
      ...options,
    };
    return leafTruth(leaf, [left, right]);
  };
}

function lowerNetworks(node: ast.Call, context: Context): Truth | undefined {
  const [subject, ...blocks] = node.arguments;
  const value = subject && context.lowerValue(subject);
  if (value === undefined) return undefined;
  const networks: Network[] = [];
  for (const block of blocks.flatMap(each => (each.kind === 'list' ? each.items : [each]))) {
    const written = block.kind === 'string' ? context.string(block) : undefined;
    const network = written === undefined ? undefined : parseNetwork(written);
    if (network === undefined)
      return context.report(
        diagnose('esql/network', { text: JSON.stringify(written ?? 'this') }, context.span(block)),
      );
    networks.push(network);
  }
  const operand = comparand(value.expression, 'ip');
  const origin = context.origin(node);
  const isMade = operand !== value.expression && !(operand.kind === 'field' && operand.type === 'ip');
  if (isMade) return textInNetworks(operand, networks, origin);
  const leaf: Leaf = {
    kind: 'inNetwork',
    subject: operand,
    networks: withMappedAddresses(networks),
    quantifier: 'single',
    origin,
  };
  return leafTruth(leaf, [operand]);
}

/** A query of another language in a string: it searches the index, and is never null. */
function embedded(language: QueryLanguage) {
  return (node: ast.Call, context: Context): Truth | undefined => {
    const query = textArgument(node, 0, context);
    if (query === undefined) return undefined;
    const result = language.lower(embeddedText(node, query, context), {});
    const search = taken(result, context);
    return search?.kind === 'events' ? total(search.where) : undefined;
  };
}

function taken({ value, diagnostics }: Result<Search>, context: Context): Search | undefined {
  for (const diagnostic of diagnostics) context.report(diagnostic);
  return value;
}

/** Where the string has escapes, places in it are those of the text that it stands for. */
function embeddedText(node: ast.Call, query: string, context: Context): EmbeddedText {
  const [argument] = node.arguments;
  const quotes = argument?.kind === 'string' && argument.image.startsWith('"""') ? 3 : 1;
  const start = (argument?.start ?? node.start) + quotes;
  const outer = context.text.span(start, start + 1).start;
  return new EmbeddedText(context.text.file, query, [{ inner: 0, outer }]);
}

function lowerMatchCall(node: ast.Call, context: Context): Truth | undefined {
  const values = pair(node, context);
  if (values === undefined) return undefined;
  const [subject, query] = values;
  const operator = optionOf(node, 'operator', context)?.toLowerCase() ?? 'or';
  const leaf = matchLeaf(subject.expression, query.expression, node, context);
  if (leaf?.kind !== 'analysed') return leaf && total(leaf);
  const least = optionOf(node, leastOption, context);
  if (least !== undefined) return lowerLeastWords(leaf, { least, operator }, node, context);
  return total(operator === 'and' ? { ...leaf, mode: 'all' } : leaf);
}

const leastOption = 'minimum_should_match';

/** Of words that are all asked for, the index has none that it may leave out. */
function lowerLeastWords(
  leaf: Extract<Leaf, { kind: 'analysed' }>,
  options: { readonly least: string; readonly operator: string },
  node: ast.Call,
  context: Context,
): Truth | undefined {
  const least = options.operator === 'or' ? leastWords(options.least, leaf.tokens.length) : undefined;
  const found = least === undefined ? undefined : withLeastWords(leaf, least);
  if (found !== undefined) return total(found);
  const reason = `its option ‘${leastOption}’ takes a number or a share of the words, one of which is enough otherwise, and in at most 100 ways`;
  return context.report(diagnose('esql/refused-function', { name: node.name, reason }, context.span(node)));
}

/** One of the fields holds a word of the text: https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-multi-match-query */
function lowerSeveralMatches(node: ast.Call, context: Context): Truth | undefined {
  const written = node.arguments.filter(argument => argument.kind !== 'options');
  const [query, ...fields] = written.map(argument => context.lowerValue(argument));
  if (query === undefined) return undefined;
  const leaves = fields.map(each => each && matchLeaf(each.expression, query.expression, node, context));
  if (!leaves.every(leaf => leaf !== undefined)) return undefined;
  return joinTruths('or', leaves.map(total), context.origin(node));
}

/** Of a keyword the whole value. */
function lowerPhrase(node: ast.Call, context: Context): Truth | undefined {
  const values = pair(node, context);
  const words = values && textIn(values[1]);
  if (values === undefined) return undefined;
  const [{ expression: subject }, query] = values;
  const leaf = matchLeaf(subject, query.expression, node, context);
  if (leaf?.kind !== 'analysed' || words === undefined) return leaf && total(leaf);
  return total({ ...leaf, ...wordsIn(subject, words), mode: 'phrase' });
}

function lowerTerm(node: ast.Call, context: Context): Truth | undefined {
  const values = pair(node, context);
  const words = values && textIn(values[1]);
  if (values === undefined || words === undefined) return undefined;
  return total(equals(values[0].expression, [words], { origin: context.origin(node) }));
}

/** All values of the second among those of the first, or one of them; no value is an empty list, and nothing is null. */
function lowerOverlap(node: ast.Call, kind: 'and' | 'or', context: Context): Truth | undefined {
  const values = pair(node, context);
  if (values === undefined) return undefined;
  const [{ expression: whole }, { expression: part }] = values;
  const origin = context.origin(node);
  const wanted = constants(part);
  if (wanted !== undefined) {
    const leaves = wanted.map(value => total(equals(whole, [value], { origin })));
    return joinTruths(kind, leaves, origin);
  }
  const name = kind === 'and' ? 'mvContains' : 'mvIntersects';
  const call: Expression = { kind: 'call', function: name, arguments: [whole, part], origin };
  const holds: Predicate = equals(call, [true], { origin });
  if (kind === 'or') return total(holds);
  const empty = total(exists(part, origin));
  return {
    yes: { kind: 'or', operands: [holds, empty.no], origin },
    no: { kind: 'and', operands: [empty.yes, total(holds).no], origin },
  };
}

function constants(expression: Expression): readonly (string | number | boolean)[] | undefined {
  if (expression.kind === 'literal') return expression.value === null ? [] : [expression.value];
  if (expression.kind !== 'call' || expression.function !== 'mvAppend') return undefined;
  const lists = expression.arguments.map(constants);
  return lists.every(list => list !== undefined) ? lists.flat() : undefined;
}

/** The last span of time up to now, or between two times. */
function lowerTimeRange(node: ast.Call, context: Context): Truth | undefined {
  const [first, second] = node.arguments;
  if (first === undefined) return undefined;
  const origin = context.origin(node);
  const time = field('@timestamp', 'elastic', origin);
  const bound = (operator: 'gt' | 'lte', right: Expression): Truth =>
    leafTruth(
      {
        kind: 'compares',
        left: time,
        operator,
        right: instantOf(right, operator),
        as: 'time',
        casing: 'exact',
        quantifier: 'single',
        origin,
      },
      [time, right],
    );
  const now: Expression = { kind: 'call', function: 'now', arguments: [], origin };
  const span = second === undefined ? spanOfTime(first, context) : undefined;
  if (span !== undefined) {
    const amount: Expression = { kind: 'literal', value: -span.amount, origin };
    const unit: Expression = { kind: 'literal', value: span.unit, origin };
    const start: Expression = { kind: 'call', function: 'dateAdd', arguments: [now, amount, unit], origin };
    return joinTruths('and', [bound('gt', start), bound('lte', now)], origin);
  }
  const [from, to] = [context.lowerValue(first), second && context.lowerValue(second)];
  if (from === undefined) return undefined;
  return joinTruths('and', [bound('gt', from.expression), bound('lte', to?.expression ?? now)], origin);
}
