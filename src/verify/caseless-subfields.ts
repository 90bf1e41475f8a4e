import {
  eventsIn,
  type Field,
  fieldsIn,
  mapEvents,
  mapLeaves,
  type PlannedRule,
  type Predicate,
  type Search,
} from '../ir/index.ts';

/**
 * What is asked of a subfield that ignores case, as the environment has it, is asked of its field in any case: the plan speaks of the
 * field alone. A rule that names the subfield itself means just that.
 */
export function withoutSubfields(predicate: Predicate, planned: PlannedRule): Predicate {
  const bases = basesOf(planned);
  return bases.size === 0 ? predicate : onFields(predicate, bases);
}

/** The same of each of the searches that look at events. */
export function searchWithoutSubfields(search: Search, planned: PlannedRule): Search {
  const bases = basesOf(planned);
  if (bases.size === 0) return search;
  return mapEvents(search, events => ({ ...events, where: onFields(events.where, bases) }));
}

function onFields(predicate: Predicate, bases: ReadonlyMap<string, Field>): Predicate {
  return mapLeaves(predicate, leaf => {
    if (leaf.kind !== 'equals' && leaf.kind !== 'like') return leaf;
    const base = leaf.subject.kind === 'field' ? bases.get(leaf.subject.name) : undefined;
    return base === undefined ? leaf : { ...leaf, subject: base, casing: 'ignored' };
  });
}

/** The fields of the plan by the names of their subfields. */
function basesOf({ where, scope, several, profile }: PlannedRule): ReadonlyMap<string, Field> {
  const looked = several === undefined ? [] : eventsIn(several.search).map(events => events.where);
  const fields = [where, scope, ...looked].flatMap(each => fieldsIn(each));
  const named = new Set(fields.map(({ name }) => name));
  const bases = new Map<string, Field>();
  for (const field of fields) {
    const subfield = profile.caselessSubfield(field.name);
    if (subfield !== undefined && !named.has(subfield)) bases.set(subfield, field);
  }
  return bases;
}
