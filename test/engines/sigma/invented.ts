import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { percent, type Report, tally } from '../../../bench/corpus/report.ts';
import { Random } from '../../../bench/mutants/random.ts';
import { compileSearch, runCompiled } from '../../../src/evaluate/index.ts';
import { resolve } from '../../../src/fields/index.ts';
import { readerFor } from '../../../src/readers/index.ts';
import { SourceFile } from '../../../src/source/index.ts';
import { correlationExplanations } from '../explained/correlations.ts';
import { correlation, type InventedCorrelation } from '../invented/correlations.ts';
import { cacheFolder } from '../toolchain.ts';
import { askStreams, type StreamRequest } from './rsigma.ts';

/** When each group is told of first, in seconds. */
type Told = ReadonlyMap<string, number>;

/** Correlations by chance, as `match` reads and runs them, against rsigma: which groups are told of, and when first. */
export async function judgeInvented(program: string, count: number, report: Report): Promise<void> {
  const random = new Random(Number(process.env['SEED'] ?? 41));
  const all = Array.from({ length: count }, () => correlation(random));
  const answers = askStreams(
    program,
    all.map(each => ({ rule: each.text, title: 'last', stream: inOrder(each) })),
  );
  const explained = new Map<string, number>();
  const apart: string[] = [];
  for (const [index, each] of all.entries()) {
    const answer = answers[index] ?? 'no answer';
    const found = typeof answer === 'string' ? answer : shown(firstTold(each, answer));
    const wanted = shown(await ownAnswer(each));
    if (found === wanted) continue;
    const known = correlationExplanations.find(({ applies }) => applies(each));
    if (known === undefined)
      apart.push(`${each.text}\n${JSON.stringify(inOrder(each))}\n${found} against ${wanted}`);
    else tally(explained, `${known.because} (${known.link})`);
  }
  report.title('Correlations by chance, judged by rsigma');
  report.figure(
    'rsigma: correlations by chance judged alike',
    percent(count - apart.length, count),
    ` % of ${count}`,
  );
  for (const [because, times] of explained) report.line(`explained, ${times}: ${because}`);
  writeFileSync(join(cacheFolder('apart'), 'rsigma-invented.txt'), apart.join('\n\n'));
  for (const example of apart.slice(0, 3)) report.line(example);
}

function shown(told: Told | string): string {
  if (typeof told === 'string') return told;
  return [...told]
    .map(([group, at]) => `${group} ${at}`)
    .sort()
    .join(', ');
}

/** What came without a time is in no window. */
function inOrder({ stream }: InventedCorrelation): StreamRequest['stream'] {
  return stream
    .flatMap(({ at, data }) => (at === undefined ? [] : [{ at, data }]))
    .sort((one, other) => one.at - other.at);
}

/** It groups events that lack a key; those are left out here. */
function firstTold(invented: InventedCorrelation, answer: readonly (readonly string[])[]): Told {
  const told = new Map<string, number>();
  const events = inOrder(invented);
  for (const [place, groups] of answer.entries())
    for (const group of groups) {
      const values = new Map(JSON.parse(group) as [string, string][]);
      const key = invented.by.map(name => values.get(name));
      const id = JSON.stringify(key);
      if (!key.includes(undefined) && !told.has(id)) told.set(id, events[place]?.at ?? 0);
    }
  return told;
}

async function ownAnswer({ text, by, stream }: InventedCorrelation): Promise<Told | string> {
  const file = new SourceFile('invented.yml', text);
  const reader = await readerFor(file);
  const read = (reader?.read(file, { placeholders: new Map() }) ?? []).at(-1);
  if (read?.rule === undefined) return 'nothing is read';
  const { search } = resolve(read.rule).value ?? read.rule;
  const options = { assumeSource: true, timestamp: 'at' };
  const events = stream.map(({ at, data }) => (at === undefined ? data : { ...data, at }));
  const told = new Map<string, number>();
  for (const { key = {}, time } of runCompiled(compileSearch(search, options), events, options)) {
    const id = JSON.stringify(by.map(name => String(key[name])));
    told.set(id, Math.min(time / 1000, told.get(id) ?? Number.POSITIVE_INFINITY));
  }
  return told;
}
