import {
  haveOneValue,
  type Leaf,
  leaves,
  type PlannedRule,
  type Predicate,
  printPredicate,
  subjects,
} from '../../../src/ir/index.ts';
import { atom, binding, type Fragment, within } from '../fragment.ts';
import { joined } from '../junction.ts';
import { type Doc, pieces } from '../layout.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { withoutAbsentFields } from './absent-fields.ts';
import { embedded, isSearch } from './embedded-query.ts';
import { call } from './expression.ts';
import { isMatchable } from './inspect.ts';
import { isContained, type LeafPrinter, printAbsence, printLeaf } from './leaf.ts';

/**
 * A condition of `where`, which keeps the rows of which it is true. A comparison with no value, or with several, is
 * null, and so is its negation: what stands under `not` is made false there first.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/operators
 */
export function printCondition(predicate: Predicate, rule: PlannedRule): Fragment {
  return print(predicate, printerOf(rule, 'event'), false);
}

/**
 * Where a condition stands: alone, over events; before all commands but it, where Elasticsearch takes searches of the index; or
 * among the commands of a pipeline.
 */
export type Place = 'event' | 'source' | 'stage';

export function printerOf(rule: PlannedRule, place: Place): LeafPrinter {
  const printer: LeafPrinter = {
    rule,
    searches: place === 'source',
    // The rules of Elastic say what they mean of several values; of the others' fields most have but one.
    contains: place === 'stage' && rule.rule.metadata.vendor === 'elastic',
    // What is null is not true: `case` passes over it.
    condition: inner => print(inner, { ...printer, searches: false }, false).doc,
  };
  return printer;
}

/** `guarded`: each leaf is made never null by itself. */
function print(predicate: Predicate, printer: LeafPrinter, guarded: boolean): Fragment {
  if (printer.searches && isSearch(predicate, printer.rule)) return embedded(predicate, printer.rule);
  switch (predicate.kind) {
    case 'always':
      return atom(String(predicate.value));
    case 'not':
      return printNot(predicate.operand, printer);
    case 'and': {
      const shorter = withoutAbsentFields(predicate.operands);
      return shorter === undefined
        ? joined(printConjuncts(predicate.operands, printer, guarded), 'and', words)
        : print(shorter, printer, guarded);
    }
    case 'or':
      return joined(
        predicate.operands.map(each => print(each, printer, guarded)),
        'or',
        words,
      );
    default: {
      const leaf = plainLeaf(predicate);
      const printed = printLeaf(leaf, printer);
      return guarded && !isTotal(leaf, printer) ? call('coalesce', [printed.doc, 'false']) : printed;
    }
  }
}

const words = { and: 'and', or: 'or' } as const;

/** Having one value and not fitting a leaf is that leaf's plain negation, which is null elsewhere. */
function printConjuncts(
  operands: readonly Predicate[],
  printer: LeafPrinter,
  guarded: boolean,
): readonly Fragment[] {
  const printed: Fragment[] = [];
  for (let at = 0; at < operands.length; at++) {
    const negated = negatedFrom(operands, at);
    const operand = operands[at];
    if (negated !== undefined) {
      const fragment = printNegation(negated.leaf, printer);
      printed.push(guarded ? call('coalesce', [fragment.doc, 'false']) : fragment);
      at += negated.length - 1;
    } else if (operand !== undefined) printed.push(print(operand, printer, guarded));
  }
  return printed;
}

/** The leaf whose negation stands here, with how many operands say so. */
function negatedFrom(
  operands: readonly Predicate[],
  at: number,
): { readonly leaf: Leaf; readonly length: number } | undefined {
  for (let end = at + 1; end <= at + 4; end++) {
    const last = operands[end];
    if (last?.kind !== 'not') continue;
    const leaf = last.operand;
    if (!('quantifier' in leaf) || leaf.quantifier !== 'single') return undefined;
    const needed = haveOneValue(subjects(leaf)).flatMap(each =>
      each.kind === 'and' ? each.operands : [each],
    );
    const given = operands.slice(at, end);
    const isSame =
      needed.length === given.length &&
      needed.every(
        (each, index) => printPredicate(each) === printPredicate(given[index] ?? each, ' ').trim(),
      );
    return isSame ? { leaf, length: needed.length + 1 } : undefined;
  }
  return undefined;
}

function printNegation(leaf: Leaf, printer: LeafPrinter): Fragment {
  const printed = printLeaf(plainLeaf(leaf), printer);
  return { doc: pieces('not ', within(printed, binding.comparison)), binding: binding.not };
}

function printNot(operand: Predicate, printer: LeafPrinter): Fragment {
  if (operand.kind === 'exists') return printAbsence(operand, printer);
  return { doc: pieces('not ', within(neverNull(operand, printer), binding.not)), binding: binding.not };
}

/** A full-text search cannot stand within a function, but is never null. */
function neverNull(predicate: Predicate, printer: LeafPrinter): Fragment {
  if (printer.searches && isSearch(predicate, printer.rule)) return embedded(predicate, printer.rule);
  const found = leaves(predicate).map(({ leaf }) => plainLeaf(leaf));
  if (found.every(leaf => isTotal(leaf, printer))) return print(predicate, printer, false);
  if (found.some(leaf => isFullText(leaf, printer)) || joinsAddresses(predicate))
    return print(predicate, printer, true);
  return call('coalesce', [print(predicate, printer, false).doc, 'false']);
}

/**
 * Elasticsearch joins alternatives over one address into one `cidr_match`, and fails where that happens within `coalesce` (8.19:
 * CombineDisjunctions): each is guarded by itself.
 */
function joinsAddresses(predicate: Predicate): boolean {
  if (predicate.kind === 'not') return joinsAddresses(predicate.operand);
  if (predicate.kind !== 'or' && predicate.kind !== 'and') return false;
  if (predicate.operands.some(joinsAddresses)) return true;
  const isNetwork = predicate.kind === 'or' && predicate.operands.some(each => each.kind === 'inNetwork');
  return isNetwork && predicate.operands.filter(isAddressTest).length > 1;
}

function isAddressTest({ kind }: Predicate): boolean {
  return kind === 'inNetwork' || kind === 'equals';
}

function isTotal(leaf: Leaf, printer: LeafPrinter): boolean {
  return leaf.kind === 'exists' || isFullText(leaf, printer);
}

function isFullText(leaf: Leaf, printer: LeafPrinter): boolean {
  const { rule, searches } = printer;
  if (searches && isSearch(leaf, rule)) return true;
  if (leaf.kind === 'equals' && isContained(leaf, printer)) return true;
  return leaf.kind === 'keyword' || leaf.kind === 'analysed' || isMatchable(leaf, rule);
}

/** The condition as it stands behind a command. */
export function printFilter(predicate: Predicate, rule: PlannedRule, place: Place): Doc {
  return within(print(predicate, printerOf(rule, place), false), binding.or);
}
