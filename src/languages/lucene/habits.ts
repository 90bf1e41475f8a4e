import type { Clause } from './ast.ts';
import { type Context, report } from './context.ts';
import { vanishing } from './decode.ts';

/** Warnings about what Lucene accepts and reads otherwise than it looks. */
export function reportHabits(clauses: readonly Clause[], context: Context): void {
  clauses.forEach((clause, index) => {
    reportNotBesideOr(clause, clauses[index + 1], context);
    reportTerm(clause, clauses[index - 1], context);
  });
}

/** Clauses that should match, beside others that must. */
export function reportIgnored(clauses: readonly Clause[], context: Context): void {
  for (const clause of clauses) report('lucene/ignored-clause', {}, clause, context);
}

function reportNotBesideOr(clause: Clause, next: Clause | undefined, context: Context): void {
  const isBesideOr = clause.conjunction === 'or' || next?.conjunction === 'or';
  if (clause.sign === 'prohibited' && isBesideOr) report('lucene/not-beside-or', {}, clause, context);
}

function reportTerm(
  { body, field, conjunction }: Clause,
  previous: Clause | undefined,
  context: Context,
): void {
  if (body.kind === 'query' || body.kind === 'range' || body.kind === 'regex') return;
  const lost = vanishing(body.written);
  if (lost !== undefined) report('lucene/vanishing-backslash', { written: lost }, body, context);
  if (body.kind === 'sign') report('lucene/bare-sign', { sign: body.written }, body, context);
  if (field !== undefined || body.kind !== 'word' || context.field !== undefined) return;
  const operator = body.written.split(' ').find(word => /^(?:and|or|not)$/i.test(word));
  if (operator !== undefined) report('lucene/lower-case-operator', { operator }, body, context);
  else if (previous?.field !== undefined && conjunction === undefined)
    report('lucene/word-without-field', { written: body.written }, body, context);
}
