import { type Leaf, mapFields, mapLeaves, mapSubjects, or } from '../ir/index.ts';
import type { FieldView } from './data-source.ts';
import type { Rewriting } from './rewriting.ts';

/**
 * One of Elastic's sensors has the field as `own` says, another as `views` do, and no event has both: who asks for one asks for either.
 * What a sensor has no value for, its events never have. No index need have all of the names.
 */
export function withOtherSensors(
  own: Rewriting,
  leaf: Leaf,
  views: readonly FieldView[],
  inView: (view: FieldView) => Rewriting | undefined,
): Rewriting {
  const others = views.flatMap(view => {
    const found = inView(view);
    return found?.verdict === 'exact' || found?.verdict === 'narrower' ? [found] : [];
  });
  if (others.length === 0) return own;
  const either = or(
    [own, ...others].map(({ predicate }) => predicate),
    leaf.origin,
  );
  const predicate = mapLeaves(either, each =>
    mapSubjects(each, subject =>
      mapFields(subject, field => (isOfOne.test(field.name) ? { ...field, optional: true } : field)),
    ),
  );
  return { ...own, predicate, given: [...own.given, ...others.flatMap(({ given }) => given)] };
}

/** Names outside of ECS, which the mapping of one sensor has and that of another has not. */
const isOfOne = /^winlog\.|\.Ext\./;
