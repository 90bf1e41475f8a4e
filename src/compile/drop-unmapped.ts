import { diagnose } from '../diagnostics/index.ts';
import { always, fieldsOf, leaves, type Predicate, subjects } from '../ir/index.ts';
import type { Fitting } from './fit-leaf.ts';
import { atPolarity } from './loss.ts';

/** What stands in the place of a predicate that `--unmapped drop` leaves out, until the junction around it is rid of it. */
export const dropped: Predicate = always(true);

export const unmappedPrefix = 'same-name:';

/**
 * A conjunction that loses a part matches more, a disjunction less; one that loses all its parts goes with them. A lone `not` goes
 * with what it denies.
 */
export function withoutDropped(
  written: Extract<Predicate, { kind: 'and' | 'or' }>,
  fitted: readonly Predicate[],
  fitting: Fitting,
  positive: boolean,
): Predicate {
  if (!fitted.includes(dropped)) return { ...written, operands: fitted };
  const kept = fitted.filter(operand => operand !== dropped);
  if (kept.length === 0) return dropped;
  written.operands.forEach((operand, at) => {
    if (fitted[at] === dropped) lose(operand, written.kind, fitting, positive);
  });
  return { ...written, operands: kept };
}

function lose(operand: Predicate, junction: 'and' | 'or', fitting: Fitting, positive: boolean): void {
  const verdict = atPolarity(junction === 'and' ? 'broader' : 'narrower', positive);
  if (verdict !== 'broader' && verdict !== 'narrower') return;
  const { dialect, source } = fitting;
  const place = source.id === undefined ? '' : ` for ${source.id}`;
  const why = `${fieldNames(operand).join(', ')} has no name in ${dialect.vendor}${place}, so what the rule asks of it is left out.`;
  fitting.losses.push({ verdict, why, by: 'fields' });
  fitting.diagnostics.push(diagnose(`plan/${verdict}`, { why, target: dialect.name }, placeOf(operand)));
}

/** Nothing is left of a whole condition: an alert on everything would be no translation. */
export function refuseDropped(written: Predicate, fitting: Fitting): Predicate {
  const field = fieldNames(written).join(', ');
  const target = fitting.dialect.name;
  fitting.refusals.push(diagnose('plan/nothing-left', { field, target }, placeOf(written)));
  return written;
}

function fieldNames(predicate: Predicate): readonly string[] {
  const names = leaves(predicate).flatMap(({ leaf }) =>
    subjects(leaf).flatMap(subject => fieldsOf(subject).map(({ name }) => name)),
  );
  const found = [...new Set(names)];
  return found.length === 0 ? ['A field'] : found;
}

function placeOf(predicate: Predicate): Predicate['origin'][number] | undefined {
  for (const { leaf } of leaves(predicate)) if (leaf.origin[0] !== undefined) return leaf.origin[0];
  return predicate.origin[0];
}
