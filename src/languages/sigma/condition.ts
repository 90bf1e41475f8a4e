import { diagnose, nearestName } from '../../diagnostics/index.ts';
import { and, not, or, type Predicate } from '../../ir/index.ts';
import { combinationCount, combinations } from './combinations.ts';
import type { Condition, Quantified, SelectionName } from './condition-syntax.ts';
import type { Lowering } from './lowering.ts';

const combinationLimit = 500;

/** The selections of a rule, lowered, in the order of the document. */
export type Selections = ReadonlyMap<string, Predicate>;

/** Names of selections that a condition uses are added to `used`. Nothing when a name or pattern finds none. */
export function lowerCondition(
  condition: Condition,
  selections: Selections,
  used: Set<string>,
  lowering: Lowering,
): Predicate | undefined {
  switch (condition.kind) {
    case 'selection':
      return lowerSelectionName(condition, selections, used, lowering);
    case 'quantified':
      return lowerQuantified(condition, selections, used, lowering);
    case 'not': {
      const operand = lowerCondition(condition.operand, selections, used, lowering);
      return operand && not(operand, [condition.span]);
    }
    default: {
      const operands: Predicate[] = [];
      for (const operand of condition.operands) {
        const lowered = lowerCondition(operand, selections, used, lowering);
        if (lowered !== undefined) operands.push(lowered);
      }
      if (operands.length < condition.operands.length) return undefined;
      return (condition.kind === 'and' ? and : or)(operands, [condition.span]);
    }
  }
}

function lowerSelectionName(
  { name, span }: SelectionName,
  selections: Selections,
  used: Set<string>,
  lowering: Lowering,
): Predicate | undefined {
  const selection = selections.get(name);
  used.add(name);
  if (selection === undefined)
    lowering.report(
      diagnose('lower/unknown-selection', { name, nearest: nearestName(name, selections.keys()) }, span),
    );
  return selection;
}

function lowerQuantified(
  condition: Quantified,
  selections: Selections,
  used: Set<string>,
  lowering: Lowering,
): Predicate | undefined {
  const { pattern, span, quantifier, count } = condition;
  const fitting = [...selections.keys()].filter(name => isMeant(name, pattern));
  if (fitting.length === 0) {
    lowering.report(diagnose('lower/no-selection-fits', { pattern }, span));
    return undefined;
  }
  for (const name of fitting) used.add(name);
  if (!/^(?:1|all)$/i.test(quantifier))
    lowering.report(diagnose('lower/condition-quantifier', { written: quantifier }, span));
  if (count === 'all' && pattern === 'them') lowering.report(diagnose('lower/all-of-them', {}, span));
  const operands = fitting.flatMap(name => selections.get(name) ?? []);
  return atLeast(count === 'all' ? operands.length : count, operands, condition, lowering);
}

/** `them` and patterns leave out the names that begin with an underscore, unless the pattern begins with one itself (pySigma). */
function isMeant(name: string, pattern: string): boolean {
  if (name.startsWith('_') && !pattern.startsWith('_')) return false;
  return pattern === 'them' || fitsGlob(name, pattern);
}

/** Whether a name fits a pattern with `*`; linear, so that no pattern can hang. */
export function fitsGlob(name: string, pattern: string): boolean {
  let inName = 0;
  let inPattern = 0;
  let star = -1;
  let resume = 0;
  while (inName < name.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern++;
      resume = inName;
    } else if (pattern[inPattern] === name[inName]) {
      inPattern++;
      inName++;
    } else if (star === -1) return false;
    else {
      inPattern = star + 1;
      inName = ++resume;
    }
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}

function atLeast(
  wanted: number,
  operands: readonly Predicate[],
  { pattern, span }: Quantified,
  lowering: Lowering,
): Predicate | undefined {
  const there = operands.length;
  if (wanted === 0 || wanted > there) {
    lowering.report(diagnose('lower/condition-count', { wanted, there, pattern }, span));
    return undefined;
  }
  if (wanted === 1) return or(operands, [span]);
  if (wanted === there) return and(operands, [span]);
  if (combinationCount(there, wanted) > combinationLimit) {
    lowering.report(
      diagnose('lower/condition-combinations', { wanted, there, limit: combinationLimit }, span),
    );
    return undefined;
  }
  return or(
    combinations(operands, wanted).map(each => and(each, [span])),
    [span],
  );
}
