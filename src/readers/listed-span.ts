import {
  and,
  type Compares,
  type Expression,
  type Field,
  field,
  type IndicatorMatch,
  type Schedule,
  type Search,
} from '../ir/index.ts';

/**
 * Events of a subsearch are of the time that the search around it looks at.
 * https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/subsearches/about-subsearches
 */
export function withListedSpan(search: Search, schedule: Schedule | undefined): Search {
  if (schedule === undefined) return search;
  if (search.kind === 'pipeline') return { ...search, from: withListedSpan(search.from, schedule) };
  if (search.kind !== 'indicatorMatch') return search;
  return {
    ...search,
    from: withListedSpan(search.from, schedule),
    indicators: withinRun(search.indicators, schedule),
  };
}

function withinRun(indicators: IndicatorMatch['indicators'], { lookBack, until = 0 }: Schedule): Search {
  if (indicators.kind !== 'events' || indicators.source.id?.startsWith('lookup:') === true) return indicators;
  const { origin, where } = indicators;
  const time: Field = { ...field('_time', 'splunk', origin), type: 'time' };
  const bound = (operator: Compares['operator'], seconds: number): Compares => {
    const right: Expression = { kind: 'literal', value: `now-${seconds}s`, origin };
    return {
      kind: 'compares',
      left: time,
      operator,
      right,
      as: 'time',
      casing: 'exact',
      quantifier: 'any',
      origin,
    };
  };
  const bounds = [bound('gte', lookBack + until), ...(until === 0 ? [] : [bound('lt', until)])];
  const asked = where.kind === 'and' ? where.operands : [where];
  return { ...indicators, where: and([...asked, ...bounds], origin) };
}
