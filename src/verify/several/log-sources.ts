import {
  and,
  type Events,
  equals,
  field,
  type LogSource,
  mapEvents,
  type Predicate,
  type Search,
} from '../../ir/index.ts';

type SigmaSource = NonNullable<LogSource['sigma']>;

const keys = ['product', 'category', 'service'] as const;

/** What a Sigma document says of its source beside its detection, as a condition on events that bear it. */
export function logSourceOf(source: SigmaSource = {}): Predicate {
  return and(
    keys.flatMap(key => {
      const value = source[key];
      return value === undefined ? [] : [equals(field(`logsource.${key}`, 'sigma'), [value])];
    }),
  );
}

/** Events whose scope is their log source, so that those of two rules are told apart; `sources` in the order of the search. */
export function withLogSources(search: Search, sources?: readonly SigmaSource[]): Search {
  let place = 0;
  return mapEvents(search, (events): Events => {
    const { source, where } = events;
    const said = logSourceOf(sources?.[place++] ?? source.sigma);
    // A document that has nothing else to say says the scope in its detection.
    const own = where.kind === 'always' && source.scope !== undefined ? [source.scope] : [];
    return { ...events, source: { ...source, scope: and([said, ...own]) } };
  });
}
