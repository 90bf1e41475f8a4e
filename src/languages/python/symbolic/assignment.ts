import type { Expression } from '../ast.ts';
import { setItem } from './changing.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { areSoMany, countedAgainst, pieceAt } from './pieces.ts';
import type { Guarded, PiecesValue } from './value.ts';

type Sequence = Extract<Expression, { kind: 'sequence' }>;

/** Binds the names of a target. */
export function assign(context: Context, target: Expression, value: Guarded, environment: Environment): void {
  if (target.kind === 'name') environment.set(target.name, value);
  else if (target.kind === 'sequence') {
    const parts = takenApart(context, value, target);
    for (const [index, part] of target.items.entries())
      assign(
        context,
        part.kind === 'starred' ? part.value : part,
        partOf(context, parts, index),
        environment,
      );
  } else if (target.kind === 'subscript') {
    if (!setItem(context, target, value, environment)) spoil(context, target.of, environment);
  } else if (target.kind === 'attribute') spoil(context, target.of, environment);
}

/** What several targets get, as a tuple with a part for each; ValueError where there are more, or fewer (https://docs.python.org/3/reference/simple_stmts.html#assignment-statements). */
export function takenApart(context: Context, value: Guarded, target: Sequence): Guarded {
  return context.guards.map(value, whole => {
    switch (whole.kind) {
      case 'collection':
        return whole.type === 'set'
          ? context.unsupported('taking apart a set', target)
          : ofItems(context, whole.items, target);
      case 'pieces':
        return ofPieces(context, whole, target);
      case 'none':
      case 'number':
      case 'derivedNumber':
      case 'truth':
        return context.raise('TypeError');
      default:
        return context.unsupported('taking apart what is no tuple', target);
    }
  });
}

function partOf(context: Context, parts: Guarded, index: number): Guarded {
  return context.guards.map(parts, whole =>
    whole.kind === 'collection' ? (whole.items[index] ?? []) : context.guards.always(whole),
  );
}

/** A starred target takes what the others leave. */
function ofItems(context: Context, items: readonly Guarded[], target: Sequence): Guarded {
  const star = target.items.findIndex(({ kind }) => kind === 'starred');
  const more = items.length - target.items.length;
  if (star < 0 ? more !== 0 : more < -1) return context.raise('ValueError');
  if (star < 0) return context.guards.always({ kind: 'collection', type: 'tuple', items });
  const rest = context.guards.always({
    kind: 'collection',
    type: 'list',
    items: items.slice(star, star + more + 1),
  });
  const parts = [...items.slice(0, star), rest, ...items.slice(star + more + 1)];
  return context.guards.always({ kind: 'collection', type: 'tuple', items: parts });
}

function ofPieces(context: Context, pieces: PiecesValue, target: Sequence): Guarded {
  const { guards, formulas } = context;
  const { length } = target.items;
  const star = target.items.findIndex(({ kind }) => kind === 'starred');
  const isFitting =
    star < 0
      ? areSoMany(context, pieces, length, target)
      : countedAgainst(context, pieces, 'gte', length - 1, target);
  const items = target.items.map((_, index) => {
    if (index === star) return context.unsupported('the rest of the pieces of a text', target);
    return pieceAt(context, pieces, star >= 0 && index > star ? index - length : index, target);
  });
  return guards.map(isFitting, value =>
    value.kind === 'truth'
      ? guards.choose([
          { when: value.when, gives: guards.always({ kind: 'collection', type: 'tuple', items }) },
          { when: formulas.not(value.when), gives: context.raise('ValueError') },
        ])
      : guards.always(value),
  );
}

/** What is changed in place is no longer known, under none of its names. */
export function spoil(context: Context, target: Expression, environment: Environment): void {
  if (target.kind === 'subscript' || target.kind === 'attribute') spoil(context, target.of, environment);
  if (target.kind !== 'name') return;
  const problem = context.unsupported('a list or dict that is changed', target);
  for (const { value } of environment.get(target.name) ?? [])
    if (value.kind === 'collection' || value.kind === 'dictionary' || value.kind === 'iterable')
      context.changed.set(value, problem);
  environment.set(target.name, problem);
}
