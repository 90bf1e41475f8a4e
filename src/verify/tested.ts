import { compilePredicate, type EventData } from '../evaluate/index.ts';
import { and, fieldsIn, type Given, type Predicate } from '../ir/index.ts';
import { witnessEvents } from './witness/witness.ts';

/** What the witnesses of two predicates say, where no proof was found. */
export interface Tested {
  /** How many events both were asked about. */
  readonly events: number;
  readonly onlySource?: EventData;
  readonly onlyFound?: EventData;
}

const mostEvents = 200;

/** Splunk's text of the event as a whole, which the other fields are read from: made events have none that agrees with them. */
const wholeText = '_raw';

/** Asks both predicates about the witnesses of either; undefined when there are none. */
export function testOnWitnesses(
  source: Predicate,
  found: Predicate,
  isMultiValued: (field: string) => boolean,
  given: readonly Given[] = [],
): Tested | undefined {
  for (const { name } of fieldsIn(and([source, found]))) if (name === wholeText) return undefined;
  const events = new Map<string, EventData>();
  for (const side of [source, found])
    for (const { event } of witnessEvents(side, { isMultiValued, limit: mostEvents }))
      if (hasTexts(event, given)) events.set(JSON.stringify(event), event);
  if (events.size === 0) return undefined;
  const [inSource, inFound] = [compilePredicate(source), compilePredicate(found)];
  const only = (first: typeof inSource, second: typeof inSource) =>
    [...events.values()].find(event => first(event) && !second(event));
  const [onlySource, onlyFound] = [only(inSource, inFound), only(inFound, inSource)];
  return {
    events: events.size,
    ...(onlySource === undefined ? {} : { onlySource }),
    ...(onlyFound === undefined ? {} : { onlyFound }),
  };
}

const textTimes = 'iso-time:';

/** A number, which other products take for milliseconds, is no value of a field that is given to hold times as ISO 8601 writes them. */
function hasTexts(event: EventData, given: readonly Given[]): boolean {
  return given.every(each => {
    if (!each.startsWith(textTimes)) return true;
    const name = each.slice(textTimes.length);
    return typeof (event[name] ?? valueAt(event, name.split('.'))) !== 'number';
  });
}

function valueAt(event: EventData, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    event,
  );
}
