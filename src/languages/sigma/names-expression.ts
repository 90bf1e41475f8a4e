import { type Diagnostic, diagnose, nearestName } from '../../diagnostics/index.ts';
import type { DataScalar } from '../../source/index.ts';
import { parseCondition } from './condition-parser.ts';
import type { Condition } from './condition-syntax.ts';

export type NamesTest = (holds: (name: string) => boolean) => boolean;

/** An expression of names joined by `and`, `or`, `not` and parentheses, as a test of those that hold. */
export function parseNames(
  text: DataScalar,
  known: ReadonlySet<string>,
  report: (diagnostic: Diagnostic) => void,
): NamesTest | undefined {
  const { value, diagnostics } = parseCondition(text.embedded(), known);
  for (const diagnostic of diagnostics) report(diagnostic);
  return value && testOf(value.condition, known, report);
}

function testOf(
  condition: Condition,
  known: ReadonlySet<string>,
  report: (diagnostic: Diagnostic) => void,
): NamesTest {
  switch (condition.kind) {
    case 'not': {
      const operand = testOf(condition.operand, known, report);
      return holds => !operand(holds);
    }
    case 'and':
    case 'or': {
      const operands = condition.operands.map(each => testOf(each, known, report));
      return condition.kind === 'and'
        ? holds => operands.every(each => each(holds))
        : holds => operands.some(each => each(holds));
    }
    default: {
      const name = condition.kind === 'selection' ? condition.name : condition.pattern;
      if (!known.has(name))
        report(
          diagnose('lower/unknown-selection', { name, nearest: nearestName(name, known) }, condition.span),
        );
      return holds => holds(name);
    }
  }
}
