import { compileSearch, type EventData, SearchStream } from '../src/evaluate/index.ts';
import {
  and,
  type Correlate,
  type Expression,
  equals,
  field,
  type Predicate,
  type Search,
} from '../src/ir/index.ts';

/**
 * How long a thousand stateful rules take over one stream, for half of it and for the whole, and how much they hold. Run by
 * `node scripts/run-bundled.mjs bench/stream.ts`; fails when twice the events take more than 2.3 times as long.
 */
const rounds = 5;
const ruleCount = 1000;
const eventCount = 100_000;
const most = 2.3;

const half = makeEvents(eventCount / 2);
const whole = makeEvents(eventCount);
const rules = Array.from({ length: ruleCount }, (_, id) => ({ id, search: compileSearch(makeSearch(id)) }));

run(half.slice(0, 10_000));
const ratios: number[] = [];
for (let round = 0; round < rounds; round++) {
  const short = run(half);
  const long = run(whole);
  ratios.push(long.milliseconds / short.milliseconds);
  say(`${half.length} events: ${describe(short)}; ${whole.length} events: ${describe(long)}`);
}
const median = ratios.sort((left, right) => left - right)[rounds >> 1] ?? 0;
say(
  `${ruleCount} rules, twice the events: ${median.toFixed(2)} times as long (median of ${rounds}, at most ${most})`,
);
if (median > most) process.exitCode = 1;

interface Outcome {
  /** Of the processor. */
  readonly milliseconds: number;
  readonly alerts: number;
  readonly held: number;
}

function run(events: readonly EventData[]): Outcome {
  const stream = new SearchStream(rules, { lateness: 10 });
  let alerts = 0;
  let held = 0;
  const before = process.cpuUsage();
  for (const [index, event] of events.entries()) {
    alerts += stream.push(event, index).length;
    if (index % 10_000 === 9999) held = Math.max(held, stream.held);
  }
  alerts += stream.finish().length;
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: (user + system) / 1000, alerts, held };
}

/** Some ten events a second, one in twenty up to nine seconds late. */
function makeEvents(count: number): EventData[] {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  return Array.from({ length: count }, (_, index) => ({
    '@timestamp': 1_767_225_600_000 + index * 100 - (next(20) === 0 ? next(9000) : 0),
    'event.category': 'process',
    'process.name': `tool${next(ruleCount)}.exe`,
    'host.id': `host${next(50)}`,
    'user.name': `user${next(500)}`,
  }));
}

function makeSearch(id: number): Search {
  const name = (tool: number): Predicate =>
    equals(field('process.name', 'elastic'), [`tool${tool % ruleCount}.exe`]);
  const events = (...tools: number[]): Search => ({
    kind: 'events',
    source: {},
    where: { kind: 'or', operands: tools.map(name), origin: [] },
    origin: [],
  });
  const host: Expression = field('host.id', 'elastic');
  const step = (tool: number) => ({
    search: events(tool),
    by: [{ value: host, nullable: false }],
    runs: 1,
    absent: false,
  });
  switch (id % 4) {
    case 0:
      return { kind: 'sequence', steps: [step(id), step(id + 1)], ordered: true, within: 600, origin: [] };
    case 1:
      return { ...correlate(events(id, id + 1, id + 2), 3), by: [host] };
    case 2:
      return {
        kind: 'newTerms',
        from: events(id),
        fields: [field('user.name', 'elastic')],
        history: 3600,
        origin: [],
      };
    default:
      return correlate(events(id, id + 1), 20);
  }
}

function correlate(search: Search, least: number): Correlate {
  return {
    kind: 'correlate',
    inputs: [{ name: 'events', search }],
    aliases: {},
    by: [],
    window: { kind: 'sliding', length: 900 },
    ordered: false,
    measures: [{ name: 'users', function: 'countDistinct', of: [field('user.name', 'elastic')] }],
    having: and([
      {
        kind: 'compares',
        left: field('users', 'elastic'),
        operator: 'gte',
        right: { kind: 'literal', value: least, origin: [] },
        as: 'number',
        casing: 'exact',
        quantifier: 'any',
        origin: [],
      },
    ]),
    origin: [],
  };
}

function describe({ milliseconds, alerts, held }: Outcome): string {
  return `${milliseconds.toFixed(0)} ms, ${alerts} alerts, at most ${held} rows held`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
