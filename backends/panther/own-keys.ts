import type { EmitRequest, Metadata } from '../../src/ir/index.ts';

/** Keys of a rule of Panther that say who is told of its alerts, and who wrote it: https://docs.panther.com/detections/rules#rule-specification-reference */
const carried = ['OnlyUseBaseRiskScore', 'OutputIds', 'CreatedBy'] as const;

/** What a rule of Panther says beside what rules of every product say; of any other rule nothing. */
export function ownKeys({ vendor, extra, fields, status }: Metadata): Readonly<Record<string, unknown>> {
  if (vendor !== 'panther') return {};
  const held = carried.flatMap(key => (extra[key] === undefined ? [] : [[key, extra[key]]]));
  return {
    ...(status === undefined ? {} : { Status: statusOf(status) }),
    ...(fields.length === 0 ? {} : { SummaryAttributes: fields }),
    ...Object.fromEntries(held),
  };
}

function statusOf(status: string): string {
  const word = status === 'test' ? 'beta' : status;
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** Reports of the rule beside that of its techniques, by their names. */
export function ownReports({ vendor, extra }: Metadata): Readonly<Record<string, readonly string[]>> {
  const { Reports: reports } = extra;
  if (vendor !== 'panther' || typeof reports !== 'object' || reports === null) return {};
  return Object.fromEntries(
    Object.entries(reports).flatMap(([name, values]: [string, unknown]) =>
      Array.isArray(values) ? [[name, values.map(String)]] : [],
    ),
  );
}

/** How long matches are one alert, where the rule says so and its search does not. Minutes. */
export function ownMinutes({ vendor, extra }: Metadata): number | undefined {
  const { DedupPeriodMinutes: minutes } = extra;
  return vendor === 'panther' && typeof minutes === 'number' ? minutes : undefined;
}

/** Keys of `extra` that a document has. */
export function isCarried(
  key: string,
  { vendor, extra }: Metadata,
  request?: Pick<EmitRequest, 'events'>,
): boolean {
  if (vendor !== 'panther') return false;
  if (key === 'Tests') return request !== undefined && hasTests(extra[key], request.events);
  if (key === 'DedupPeriodMinutes') return request !== undefined;
  return key === 'Reports' || carried.some(each => each === key);
}

/** Whether each test is among those that are written: the others do not hold of what is emitted, or need mocks. */
function hasTests(tests: unknown, events: EmitRequest['events']): boolean {
  const names = new Set(events.map(({ name }) => name));
  return Array.isArray(tests) && tests.every(({ Name: name }: { Name?: unknown }) => names.has(String(name)));
}
