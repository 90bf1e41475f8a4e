import type { And, Or, Predicate } from '../ir/index.ts';
import { leafStatement } from './leaf.ts';
import { withoutSingleGuards } from './single-values.ts';
import { type Statement, statement } from './statement.ts';
import type { Wording } from './wording.ts';

/** A predicate, or that it does not hold, as a sentence with its parts below. */
export function condition(predicate: Predicate, positive: boolean, wording: Wording): Statement {
  switch (predicate.kind) {
    case 'always':
      return statement(predicate.value === positive ? 'always' : 'never: nothing can satisfy it');
    case 'not':
      return condition(predicate.operand, !positive, wording);
    case 'and':
    case 'or':
      return junction(predicate, positive, wording);
    default:
      return leafStatement(predicate, positive, wording);
  }
}

const heads = {
  and: { said: 'all of these hold:', denied: 'not all of these hold:' },
  or: { said: 'at least one of these holds:', denied: 'none of these holds:' },
} as const;

/** What is denied of several is said of them together, so that each stays as it was written. */
function junction({ kind, operands }: And | Or, positive: boolean, wording: Wording): Statement {
  if (!positive) wording.denials.met = true;
  const { said, guarded } =
    kind === 'and' ? withoutSingleGuards(operands) : { said: operands, guarded: new Set<string>() };
  const inner =
    guarded.size === 0 ? wording : { ...wording, guarded: new Set([...wording.guarded, ...guarded]) };
  const [only] = said;
  if (positive && said.length === 1 && only !== undefined) return condition(only, true, inner);
  return statement(
    heads[kind][positive ? 'said' : 'denied'],
    said.map(operand => condition(operand, true, inner)),
  );
}

/** `head` with a predicate: within the sentence where it is a plain one, else as a list below it. */
export function where(head: string, predicate: Predicate, wording: Wording): Statement {
  if (predicate.kind === 'always' && predicate.value) return statement(head);
  const said = condition(predicate, true, wording);
  return statement(`${head} where ${said.text}`, said.parts);
}
