import { sharedFields, type TellingSeries } from '../verify/several/telling-series.ts';

/** A series that tells: who alerts on which groups, what all events have alike, and of each when, whose, and in what it differs. */
export function seriesLines(series: TellingSeries): readonly string[] {
  const { name, groups, events, run } = series;
  const { shared, own } = sharedFields(events);
  const width = Math.max(...events.map(({ after }) => String(after).length), String(run?.after ?? '').length);
  const at = (seconds: number): string => `${String(seconds).padStart(width)} s`;
  return [
    `  ${headOf(series)}: ${name}`,
    `    the rule alerts on ${listed(groups.rule)}, the query on ${listed(groups.query)}`,
    `    all events ${JSON.stringify(shared)}`,
    ...events.map(
      ({ after, group }, index) => `    ${at(after)}  ${group}  ${JSON.stringify(own[index] ?? {})}`,
    ),
    ...(run === undefined ? [] : [`    ${at(run.after)}  a run looks back`]),
  ];
}

function headOf({ rule, query }: TellingSeries): string {
  if (rule && query) return 'each alerts on what the other does not';
  return `only the ${rule ? 'rule' : 'query'} alerts`;
}

function listed(groups: readonly string[]): string {
  return groups.length === 0 ? 'nothing' : groups.map(each => (each === '' ? 'all' : each)).join(', ');
}
