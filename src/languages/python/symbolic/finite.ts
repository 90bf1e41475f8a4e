import type { Context } from './context.ts';
import type { Iterable } from './iterable.ts';
import type { Guarded } from './value.ts';

type Step = (before: Guarded, item: Guarded) => Guarded;

/** More elements than this are not taken one by one. */
const mostItems = 50;

/** What comes of taking the elements one after another, where no event decides how many there may be; undefined elsewhere. */
export function foldFinite(context: Context, of: Iterable, before: Guarded, step: Step): Guarded | undefined {
  switch (of.kind) {
    case 'items':
      return of.items.length > mostItems ? undefined : of.items.reduce(step, before);
    case 'mapped': {
      let isKnown = true;
      const whole = foldFinite(context, of.source, before, (earlier, item) => {
        const next = isKnown ? foldFinite(context, of.apply(item), earlier, step) : undefined;
        isKnown = next !== undefined;
        return next ?? earlier;
      });
      return isKnown ? whole : undefined;
    }
    case 'joined':
      return of.parts.reduce<Guarded | undefined>(
        (earlier, part) => earlier && foldFinite(context, part, earlier, step),
        before,
      );
    case 'branches': {
      const choices = of.branches.flatMap(({ when, of: inner }) => {
        const gives = inner.kind === 'failed' ? inner.value : foldFinite(context, inner, before, step);
        return gives === undefined ? [] : [{ when, gives }];
      });
      return choices.length === of.branches.length ? context.guards.choose(choices) : undefined;
    }
    default:
      return undefined;
  }
}
