import { and, type NewTerms, not, type Predicate } from '../../ir/index.ts';
import { EventKind, groupsOf, groupValues, type KindOptions } from './event-kind.ts';
import type { TimedSearch } from './runner.ts';
import type { Series } from './series.ts';

/** Values that are new to the one search since it does not look at the events in which the other has seen them. */
export function seriesKnownTo(
  other: TimedSearch,
  { search, schedule }: TimedSearch,
  options: KindOptions,
): Series | undefined {
  if (search.kind !== 'newTerms' || other.search.kind !== 'newTerms') return undefined;
  const [own, others] = [search, other.search].map(whereOf);
  if (own === undefined || others === undefined) return undefined;
  const kinds = [and([others, not(own)]), and([own, others])].map(where =>
    EventKind.of(where, search.fields, [], options),
  );
  const [earlier, later] = kinds;
  if (earlier === undefined || later === undefined) return undefined;
  const [group] = groupsOf([earlier, later]);
  const [before, after] = [earlier, later].map(kind => kind.with(groupValues(kind, group)));
  if (before === undefined || after === undefined) return undefined;
  const { lookBack, until = 0 } = schedule ?? { lookBack: 3600 };
  const end = search.history + lookBack;
  return {
    name: 'seen in an event that the other alone looks at',
    events: [
      { at: end - lookBack - 60, group: 'alpha', data: before },
      { at: end - Math.floor(lookBack / 2), group: 'alpha', data: after },
    ],
    now: end + until,
    since: end - lookBack,
  };
}

function whereOf({ from }: NewTerms): Predicate | undefined {
  if (from.kind !== 'events') return undefined;
  return from.source.scope === undefined ? from.where : and([from.source.scope, from.where]);
}
