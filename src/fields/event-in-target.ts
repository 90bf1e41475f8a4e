import { compilePredicate } from '../evaluate/index.ts';
import { fold, type LogSource, type Predicate, type Vendor } from '../ir/index.ts';
import { EventWriter } from './event-writer.ts';
import { targetScope } from './scope.ts';
import { translateEvent } from './translate-event.ts';

type EventData = Readonly<Record<string, unknown>>;

/**
 * A labelled event as the target holds it. One of the rule's data source bears what selects that source in the target; one of
 * another source bears nothing that does: undefined where the target tells them apart by the place they are kept in alone.
 */
export function eventInTarget(
  event: EventData,
  source: LogSource,
  from: Vendor,
  to: Vendor,
): EventData | undefined {
  if (from === to) return event;
  const translated = translateEvent(event, source, from, to);
  const own = fold(targetScope(source, from).scope);
  const scope = fold(targetScope(source, to).scope);
  if (!compilePredicate(own)(event)) return compilePredicate(scope)(translated) ? undefined : translated;
  const writer = new EventWriter(to, translated);
  for (const conjunct of conjuncts(scope)) {
    const isThere = compilePredicate(conjunct)(translated);
    if (conjunct.kind !== 'equals' || conjunct.subject.kind !== 'field') continue;
    if (!isThere) writer.set(conjunct.subject.name, conjunct.values[0]);
  }
  return writer.event;
}

function conjuncts(scope: Predicate): readonly Predicate[] {
  if (scope.kind === 'always') return [];
  return scope.kind === 'and' ? scope.operands : [scope];
}
