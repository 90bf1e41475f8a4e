import { failure, type Result, success } from '../../diagnostics/index.ts';
import { type Events, eventsOf, fold, mapEvents, type Predicate, type Schedule } from '../../ir/index.ts';
import type { lowerSpl } from '../../languages/spl/index.ts';
import { Stanza } from '../../readers/conf-stanza.ts';
import { readConf } from '../../readers/conf-text.ts';
import { keptByRuns } from '../../readers/kept-terms.ts';
import { readSavedSchedule } from '../../readers/saved-search-schedule.ts';
import { EmbeddedText, SourceFile } from '../../source/index.ts';
import { everywhere, numbersOf, placeMacros, without } from '../read-back.ts';
import type { Printed } from './read-several.ts';
import type { TimedSearch } from './runner.ts';

type LowerSpl = typeof lowerSpl;

/** The pipeline, and the schedule of the saved search around it. Where events are kept is read by the same reader, and taken away. */
export function readSpl(lower: LowerSpl): (printed: Printed) => Result<TimedSearch> {
  return printed => {
    const { planned, query, given } = printed;
    const kept = [...new Set([...planned.several.inputs.values()].map(each => each.source.splunk.search))];
    const macros = placeMacros(kept.join(' '));
    const read = (text: string) =>
      lower(
        EmbeddedText.whole(new SourceFile('(query)', text)),
        {},
        { plainNumbers: numbersOf(given), macros, lookups: 'indicators' },
      );
    const { value, diagnostics } = read(query);
    if (value === undefined) return failure(...diagnostics);
    const places = kept.flatMap(each => predicatesIn(read(each || everywhere).value));
    const search = mapEvents(value, events => placeless(events, places));
    const schedule = scheduleIn(printed);
    return success(
      { search: keptByRuns(search, schedule), ...(schedule === undefined ? {} : { schedule }) },
      diagnostics,
    );
  };
}

function predicatesIn(search: TimedSearch['search'] | undefined): readonly Predicate[] {
  return search === undefined ? [] : [...eventsOf(search)].map(({ where }) => where);
}

function placeless(events: Events, places: readonly Predicate[]): Events {
  return { ...events, where: fold(places.reduce(without, events.where)) };
}

function scheduleIn({ dialect, planned, query }: Printed): Schedule | undefined {
  const text = dialect.document?.(planned, query);
  if (text === undefined) return planned.rule.schedule;
  const [stanza] = readConf(new SourceFile('(rule)', text)).stanzas;
  return stanza === undefined ? undefined : readSavedSchedule(new Stanza(stanza, undefined), []);
}
