import {
  and,
  type Expression,
  exists,
  field,
  fieldsRequired,
  keysThatMayLack,
  type Pipeline,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import { isOfEveryEvent } from './every-event.ts';

type Beside = Extract<Stage, { kind: 'joinAggregate' | 'window' }>;

/**
 * What is said of events without a value for a key: an aggregation makes a group of them, while `stats` leaves them out and
 * `eventstats` and `streamstats` leave them as they are, without the statistics. https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/stats
 */
export function withKeys(search: Search): Search {
  if (search.kind !== 'pipeline') return search;
  const from = withKeys(search.from);
  const stages = search.stages.flatMap((stage, at) => keyed(stage, { ...search, from }, at));
  return { ...search, from, stages };
}

function keyed(stage: Stage, search: Pipeline, at: number): readonly Stage[] {
  const lacking = keysThatMayLack(search, at).filter(key => !isOfEveryEvent(key));
  if (lacking.length === 0) return [stage];
  const present = and(lacking.map(key => exists(key)));
  const kept: Stage = { kind: 'filter', where: present, origin: stage.origin };
  if (stage.kind !== 'joinAggregate' && stage.kind !== 'window') return [kept, stage];
  const later = search.stages.slice(at + 1);
  if (isAskedFor(stage, later)) return [kept, stage];
  return mentions(stage, later) ? [stage, emptied(stage, lacking)] : [stage];
}

/** Whether rows without the statistics go in the end: the next filters ask for them. */
function isAskedFor({ measures }: Beside, later: readonly Stage[]): boolean {
  const names = new Set(measures.map(({ name }) => name));
  const next = later.findIndex(each => each.kind !== 'filter' && each.kind !== 'extend');
  return later
    .slice(0, next < 0 ? later.length : next)
    .some(each => each.kind === 'filter' && fieldsRequired(each.where).some(name => names.has(name)));
}

function mentions({ measures }: Beside, later: readonly Stage[]): boolean {
  const text = JSON.stringify(later, (key, value: unknown) => (key === 'origin' ? undefined : value));
  return measures.some(({ name }) => text.includes(JSON.stringify(name)));
}

/** Nothing where the key has no value. */
function emptied({ measures, origin }: Beside, lacking: readonly Expression[]): Stage {
  const when = and(lacking.map(key => exists(key)));
  const fields = measures.map(({ name }) => ({
    name,
    value: {
      kind: 'choice',
      branches: [{ when, value: field(name, 'splunk', origin) }],
      otherwise: undefined,
      origin,
    } as const,
  }));
  return { kind: 'extend', fields, origin };
}
