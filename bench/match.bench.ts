import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { eventView } from '../src/compile/index.ts';
import { type EventData, RuleSet } from '../src/evaluate/index.ts';
import { corpusRules, knownMatches, shared } from './corpus/inputs.ts';

/**
 * How long a rule set takes over the Windows events, against decoding and parsing them in the same run, and what it finds. Run by
 * `node scripts/run-bundled.mjs bench/match.bench.ts`.
 */
const rounds = 5;
const packed = readFileSync(join(shared, 'events/windows.ndjson.gz'));
const known = knownMatches();
const rules = (await corpusRules('sigma')).flatMap(({ read }) => {
  const id = read.location.id;
  const predicate = read.rule && eventView(read.rule, 'sigma', false)?.predicate;
  return id !== undefined && predicate !== undefined && known[id] !== undefined ? [{ id, predicate }] : [];
});

const ratios: number[] = [];
for (let round = 0; round < rounds; round++) {
  const { result: events, milliseconds: parsing } = timed(readEvents);
  const { result: set, milliseconds: compiling } = timed(() => new RuleSet(rules));
  const { result: found, milliseconds: matching } = timed(() => matchAll(set, events));
  ratios.push(matching / parsing);
  const pairs = [...found.values()].reduce((sum, lines) => sum + lines.length, 0);
  say(
    `${rules.length} rules, ${events.length} events: parse ${ms(parsing)}, compile ${ms(compiling)}, match ${ms(matching)}, ${pairs} matches`,
  );
  if (round === 0) compareWithKnown(found);
}
say(
  `match against parse: ${ratios.sort((left, right) => left - right)[rounds >> 1]?.toFixed(2)} times (median of ${rounds})`,
);

function readEvents(): readonly EventData[] {
  const lines = gunzipSync(packed).toString('utf8').split('\n');
  return lines.filter(line => line !== '').map(line => JSON.parse(line) as EventData);
}

function matchAll(
  set: RuleSet<string>,
  events: readonly EventData[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  events.forEach((event, line) => {
    for (const id of set.match(event)) {
      const lines = found.get(id);
      if (lines === undefined) found.set(id, [line]);
      else lines.push(line);
    }
  });
  return found;
}

/** Each rule whose lines differ from those that independent engines agree on. */
function compareWithKnown(found: ReadonlyMap<string, readonly number[]>): void {
  for (const { id } of rules) {
    const expected = known[id];
    const lines = found.get(id) ?? [];
    if (expected === undefined || lines.join() === expected.events.join()) continue;
    const extra = lines.filter(line => !expected.events.includes(line));
    const missing = expected.events.filter(line => !lines.includes(line));
    say(
      `${expected.agreed}: ${expected.path}: extra ${extra.slice(0, 10).join()}, missing ${missing.slice(0, 10).join()}`,
    );
  }
}

function timed<Result>(run: () => Result): { result: Result; milliseconds: number } {
  const start = performance.now();
  return { result: run(), milliseconds: performance.now() - start };
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(0)} ms`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
