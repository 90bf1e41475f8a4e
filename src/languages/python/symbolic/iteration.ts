import { diagnose } from '../../../diagnostics/index.ts';
import type { Extent } from '../ast.ts';
import { disjunction } from './connective.ts';
import type { Context } from './context.ts';
import type { Iterable } from './iterable.ts';
import type { Place } from './place.ts';
import type { Guarded } from './value.ts';

export type ElementTest = (element: Guarded) => Guarded;

/** Whether some element passes; `any()`, which stops at the first that does. */
export function anyOf(context: Context, iterable: Iterable, test: ElementTest, at: Extent): Guarded {
  const { guards } = context;
  switch (iterable.kind) {
    case 'items':
      return disjunction(
        context,
        iterable.items.map(item => () => guards.map(item, value => test(guards.always(value)))),
      );
    case 'elements': {
      const place = context.places.element(iterable.list);
      return someElement(context, place, iterable.plain, test);
    }
    case 'everything':
      return someElement(context, context.places.anyValue(), iterable.plain, test);
    case 'mapped':
      return anyOf(
        context,
        iterable.source,
        element => anyOf(context, iterable.apply(element), test, at),
        at,
      );
    case 'joined':
      return disjunction(
        context,
        iterable.parts.map(part => () => anyOf(context, part, test, at)),
      );
    case 'branches':
      return guards.choose(
        iterable.branches.map(({ when, of }) => ({
          when,
          gives: of.kind === 'failed' ? of.value : anyOf(context, of, test, at),
        })),
      );
    case 'children': {
      const child = guards.always({ kind: 'node', shape: 'any', plain: iterable.plain });
      const key = context.unsupported('a condition on the keys of a dict', at);
      const pair = guards.always({ kind: 'collection', type: 'tuple', items: [key, child] });
      return test(iterable.pairs ? pair : child);
    }
    case 'recursion':
      return context.unsupported('a condition on the values right below a dict', at);
  }
}

/** Whether each element passes. */
export function allOf(context: Context, iterable: Iterable, test: ElementTest, at: Extent): Guarded {
  const { formulas, guards } = context;
  const negated = anyOf(context, iterable, element => negate(context, test(element)), at);
  return guards.map(negated, value =>
    value.kind === 'truth' ? guards.truth(formulas.not(value.when)) : guards.always(value),
  );
}

export function negate(context: Context, truth: Guarded): Guarded {
  const { formulas, guards } = context;
  return guards.map(truth, value =>
    value.kind === 'truth' ? guards.truth(formulas.not(value.when)) : guards.always(value),
  );
}

/**
 * An element that fails the rule counts only before the first that passes. That order is beyond a predicate: where both can happen
 * the passing one is taken to come first, by assumption.
 */
function someElement(context: Context, place: Place, plain: boolean, test: ElementTest): Guarded {
  const { formulas, guards } = context;
  const notNull = formulas.not(formulas.is(place, 'null'));
  const element: Guarded = [
    { when: notNull, value: { kind: 'field', place, plain } },
    { when: formulas.is(place, 'null'), value: { kind: 'none' } },
  ];
  const result = test(element);
  const passes = formulas.some(place, guards.whenTrue(result));
  const failed = result.flatMap(({ when, value }) =>
    value.kind === 'truth' ? [] : [{ when: formulas.some(place, when), value }],
  );
  const [first, ...others] = failed;
  if (first === undefined) return guards.truth(passes);
  const fails = formulas.or(failed.map(branch => branch.when));
  context.orders.push({ element: place, passes, fails });
  const defined = formulas.or([passes, formulas.not(fails)]);
  const choices = [first, ...others].reduce<{
    choices: { when: typeof fails; gives: Guarded }[];
    seen: typeof fails;
  }>(
    ({ choices: earlier, seen }, { when, value }) => ({
      choices: [
        ...earlier,
        { when: formulas.and([formulas.not(passes), formulas.not(seen), when]), gives: guards.always(value) },
      ],
      seen: formulas.or([seen, when]),
    }),
    { choices: [], seen: formulas.false },
  );
  return guards.choose([{ when: defined, gives: guards.truth(passes) }, ...choices.choices]);
}

export function orderProblem(context: Context, what: string, at: Extent): Guarded {
  return context.refuse(diagnose('python/order-dependent', { what }, context.span(at)));
}
