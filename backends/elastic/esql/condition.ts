import { type Leaf, leaves, type PlannedRule, type Predicate } from '../../../src/ir/index.ts';
import { atom, binding, type Fragment, within } from '../fragment.ts';
import { joined } from '../junction.ts';
import { pieces } from '../layout.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { call } from './expression.ts';
import { isMatchable } from './inspect.ts';
import { type LeafPrinter, printAbsence, printLeaf } from './leaf.ts';

/**
 * A condition of `where`, which keeps the rows of which it is true. A comparison with no value, or with several, is
 * null, and so is its negation: what stands under `not` is made false there first.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/operators
 */
export function printCondition(predicate: Predicate, rule: PlannedRule): Fragment {
  return print(predicate, { rule, condition: inner => total(inner, rule).doc }, false);
}

function total(predicate: Predicate, rule: PlannedRule): Fragment {
  return neverNull(predicate, { rule, condition: inner => total(inner, rule).doc });
}

/** `guarded`: each leaf is made never null by itself. */
function print(predicate: Predicate, printer: LeafPrinter, guarded: boolean): Fragment {
  switch (predicate.kind) {
    case 'always':
      return atom(String(predicate.value));
    case 'not':
      return printNot(predicate.operand, printer);
    case 'and':
    case 'or':
      return joined(
        predicate.operands.map(each => print(each, printer, guarded)),
        predicate.kind,
        { and: 'and', or: 'or' },
      );
    default: {
      const leaf = plainLeaf(predicate);
      const printed = printLeaf(leaf, printer);
      return guarded && !isTotal(leaf, printer.rule) ? call('coalesce', [printed.doc, 'false']) : printed;
    }
  }
}

function printNot(operand: Predicate, printer: LeafPrinter): Fragment {
  if (operand.kind === 'exists') return printAbsence(operand, printer);
  return { doc: pieces('not ', within(neverNull(operand, printer), binding.not)), binding: binding.not };
}

/** A full-text search cannot stand within a function, but is never null. */
function neverNull(predicate: Predicate, printer: LeafPrinter): Fragment {
  const found = [...leaves(predicate)].map(({ leaf }) => plainLeaf(leaf));
  if (found.every(leaf => isTotal(leaf, printer.rule))) return print(predicate, printer, false);
  if (found.some(leaf => isFullText(leaf, printer.rule))) return print(predicate, printer, true);
  return call('coalesce', [print(predicate, printer, false).doc, 'false']);
}

function isTotal(leaf: Leaf, rule: PlannedRule): boolean {
  return leaf.kind === 'exists' || isFullText(leaf, rule);
}

function isFullText(leaf: Leaf, rule: PlannedRule): boolean {
  return leaf.kind === 'keyword' || leaf.kind === 'analysed' || isMatchable(leaf, rule);
}
