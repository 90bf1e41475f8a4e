import type { Given, Rule, Search } from '../ir/index.ts';

/**
 * Elastic's EQL orders events, and tells how far apart they are, by the field that a rule names for it; other products have the time of
 * the event alone. https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-eql-rule
 */
export function otherClock(rule: Rule): readonly Given[] {
  const field = clockField(rule);
  return field === undefined ? [] : [`event-time:${field}`];
}

/** When events were stored, of which nothing is asked but that it is soon after they happened (`prompt`), and when they happened. */
const usualClocks: ReadonlySet<unknown> = new Set([undefined, null, '', 'event.ingested', '@timestamp']);

/**
 * The runs of a rule look at the events whose time in the field that it names is within their window; other products go by the time of the
 * event alone. https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#rule-ui-advanced-params
 */
export function windowClock({ metadata, search }: Rule): readonly Given[] {
  const keys: unknown = metadata.extra['rule'];
  const field = isTable(keys) ? keys['timestamp_override'] : undefined;
  return search.kind === 'events' || usualClocks.has(field) ? [] : [`event-time:${String(field)}`];
}

/** The field by which a rule orders its events, where that is another than the time of the event. */
export function clockField({ metadata, search }: Rule): string | undefined {
  const keys: unknown = metadata.extra['rule'];
  const field = isTable(keys) ? keys['timestamp_field'] : undefined;
  return typeof field === 'string' && field !== '@timestamp' && isOrdered(search) ? field : undefined;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isOrdered(search: Search): boolean {
  if (search.kind === 'pipeline') return search.stages.length > 0;
  return search.kind === 'sequence' && search.ordered;
}
