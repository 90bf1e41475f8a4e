import { type Diagnostic, diagnose, nearestName } from '../../diagnostics/index.ts';
import { and, not, or, type Predicate } from '../../ir/index.ts';
import type { DataScalar, Span } from '../../source/index.ts';
import { parseCondition } from './condition-parser.ts';
import type { Condition } from './condition-syntax.ts';
import { hasEvents } from './some-of-rules.ts';

/** A condition over names of rules (pySigma's extended conditions), parsed. */
export interface ExtendedCondition {
  readonly condition: Condition;
  /** The rules that it names, in order. */
  readonly names: readonly { readonly name: string; readonly span: Span }[];
}

export function parseExtendedCondition(
  text: DataScalar,
  known: ReadonlySet<string>,
  report: (diagnostic: Diagnostic) => void,
): ExtendedCondition | undefined {
  const embedded = text.embedded();
  const { value, diagnostics } = parseCondition(embedded, known);
  for (const diagnostic of diagnostics) report(diagnostic);
  if (value === undefined) return undefined;
  const problem = (what: string, span: Span): undefined =>
    void report(diagnose('lower/correlation-condition', { problem: what }, span));
  if (value.pipe !== undefined)
    return problem('there is no `|` in it', embedded.span(value.pipe, value.pipe + 1));
  const names = new Map<string, Span>();
  const pattern = collect(value.condition, names);
  if (pattern !== undefined) return problem('it names rules one by one, not by a pattern', pattern.span);
  report(diagnose('lower/extended-condition', {}, text.span));
  return { condition: value.condition, names: [...names].map(([name, span]) => ({ name, span })) };
}

/** Gathers the names; gives the pattern that has no place here. */
function collect(condition: Condition, names: Map<string, Span>): Condition | undefined {
  switch (condition.kind) {
    case 'selection':
      if (!names.has(condition.name)) names.set(condition.name, condition.span);
      return undefined;
    case 'quantified':
      return condition;
    case 'not':
      return collect(condition.operand, names);
    default:
      for (const operand of condition.operands) {
        const found = collect(operand, names);
        if (found !== undefined) return found;
      }
      return undefined;
  }
}

/** Whether all names are joined by `and`, some of them negated: what an order can be asked of. */
export function isConjunction(condition: Condition): boolean {
  const operands = condition.kind === 'and' ? condition.operands : [condition];
  return operands.every(
    each => each.kind === 'selection' || (each.kind === 'not' && each.operand.kind === 'selection'),
  );
}

/** What is said of names that are none of the rules. */
export function unknownNames(
  { names }: ExtendedCondition,
  known: ReadonlySet<string>,
): readonly Diagnostic[] {
  return names
    .filter(({ name }) => !known.has(name))
    .map(({ name, span }) => {
      const nearest = nearestName(name, known);
      const help = nearest === undefined ? '' : `; did you mean \`${nearest}\`?`;
      const problem = `\`${name}\` is none of the correlation’s rules${help}`;
      return diagnose('lower/correlation-condition', { problem }, span);
    });
}

/** The rules that must have events; `input` gives the name that a rule has in the correlation. */
export function lowerExtendedCondition(condition: Condition, input: (name: string) => string): Predicate {
  switch (condition.kind) {
    case 'not':
      return not(lowerExtendedCondition(condition.operand, input), [condition.span]);
    case 'and':
    case 'or': {
      const operands = condition.operands.map(each => lowerExtendedCondition(each, input));
      return (condition.kind === 'and' ? and : or)(operands, [condition.span]);
    }
    default:
      return hasEvents(
        input(condition.kind === 'selection' ? condition.name : condition.pattern),
        condition.span,
      );
  }
}
