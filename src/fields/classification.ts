import { always, type Field, type Leaf, plainText } from '../ir/index.ts';
import { elasticProfile, settles } from './elastic-profile.ts';
import { exactly, loosely, type Rewriting } from './rewriting.ts';

/** ECS's own words for what an event is (https://www.elastic.co/docs/reference/ecs/ecs-category-field-values-reference). */
const classifying = new Set([
  ...['event.category', 'event.type', 'event.kind', 'event.module'],
  ...['event.dataset', 'data_stream.dataset', 'host.os.type', 'host.os.family'],
]);

/** Whether a field is ECS's word for what an event is, which no other vendor's logs bear. */
export function isClassification(name: string): boolean {
  return classifying.has(name);
}

/** Fields that tell sources apart, so that any value but the source's own is false of its events. */
const identifying = new Set([
  'event.category',
  'event.dataset',
  'data_stream.dataset',
  'host.os.type',
  'host.os.family',
]);

/**
 * A classification that stands below the top level, or that the source is not known by. Other vendors' logs bear none: what is
 * known of the source answers it, else it is not asked for: taken to hold, and under a negation (not `positive`) not to. Events of a
 * source that no other vendor has are taken to bear it, as they are taken to bear Elastic's other fields.
 */
export function unclassified(
  leaf: Leaf,
  field: Field,
  sourceId: string | undefined,
  positive = true,
): Rewriting | undefined {
  if (field.vendor !== 'elastic' || !classifying.has(field.name)) return undefined;
  const values = valuesOf(leaf);
  const profile = elasticProfile(sourceId);
  if (profile === undefined) return undefined;
  const own = profile.accepted.get(field.name);
  const known = own !== undefined && !own.has('*') && values !== undefined;
  if (known && values.every(value => own.has(value)) && settles(profile, field.name, values))
    return exactly(always(true, leaf.origin), `source:${sourceId}`);
  if (known && identifying.has(field.name) && !values.some(value => own.has(value)))
    return exactly(always(false, leaf.origin), `source:${sourceId}`);
  return notAskedFor(leaf, field, positive);
}

/** What a function over a classification makes of it is not known where its values are not. */
export function notAskedFor(leaf: Leaf, field: Field, positive: boolean): Rewriting {
  const why = `${field.name} is ECS's classification of the event, which the target's logs do not bear, so it is not asked for.`;
  return loosely(always(positive, leaf.origin), positive ? 'broader' : 'narrower', why);
}

function valuesOf(leaf: Leaf): readonly string[] | undefined {
  if (leaf.kind === 'equals') return leaf.values.map(String);
  if (leaf.kind !== 'like') return undefined;
  const texts = leaf.patterns.map(plainText);
  return texts.every(value => value !== undefined) ? texts : undefined;
}
