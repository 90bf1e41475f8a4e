import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../bench/corpus/report.ts';
import { percent, tally } from '../../bench/corpus/report.ts';
import type { Explanation } from './explained/explanation.ts';
import { explains } from './explained.ts';
import type { Pair } from './pairs.ts';
import { cacheFolder } from './toolchain.ts';

/** What an engine says of each event of a pair; a text is a problem that it has with the query or event. */
export type Answers = readonly (boolean | string | undefined)[];

/** Counts pairs and events that an engine has judged, and keeps where it disagrees. */
export class Verdicts {
  readonly engine: string;
  readonly #apart = new Map<string, number>();
  readonly #explained = new Map<Explanation, number>();
  readonly #examples = new Map<string, readonly string[]>();
  #pairs = 0;
  #events = 0;
  #agreed = 0;

  constructor(engine: string) {
    this.engine = engine;
  }

  get pairs(): number {
    return this.#pairs;
  }

  get events(): number {
    return this.#events;
  }

  /** An answer that is undefined is none: the engine cannot judge this event. */
  judge(pair: Pair, answers: Answers): void {
    this.#pairs++;
    answers.forEach((answer, index) => {
      if (answer === undefined) return;
      this.#events++;
      const apart = pair.readings.filter(({ wanted }) => wanted[index] !== answer);
      if (apart.length === 0) this.#agreed++;
      else this.#disagree(pair, answer, index, apart.map(({ name }) => name).join(' and '));
    });
  }

  #disagree(pair: Pair, answer: boolean | string, index: number, readings: string): void {
    const event = pair.events[index] ?? {};
    const wanted = pair.readings.map(reading => reading.wanted[index] ?? false);
    const explanation = explains(this.engine, { answer, wanted, event, query: pair.query });
    if (explanation !== undefined) {
      this.#explained.set(explanation, (this.#explained.get(explanation) ?? 0) + 1);
      this.#agreed++;
      return;
    }
    const kind = `${pair.dialect.name}: ${answer} against ${readings}`;
    tally(this.#apart, kind);
    const shown = this.#examples.get(kind) ?? [];
    this.#examples.set(kind, [...shown, `${pair.judged.path}: ${JSON.stringify(event)}`]);
  }

  report(report: Report): void {
    report.title(`Judged by ${this.engine}`);
    report.line(`${this.#pairs} rules in a target, ${this.#events} events`);
    report.figure(
      `${this.engine}: events judged alike`,
      percent(this.#agreed, this.#events),
      ` % of ${this.#events}`,
    );
    report.figure(`${this.engine}: unexplained`, this.#events - this.#agreed);
    for (const [{ because, link }, count] of this.#explained)
      report.line(`explained, ${count}: ${because} (${link})`);
    report.counts('Apart', this.#apart, 40);
    const all = [...this.#examples].flatMap(([kind, examples]) => examples.map(each => `${kind}: ${each}`));
    for (const [kind, examples] of this.#examples)
      for (const example of examples.slice(0, 3)) report.line(`${kind}: ${example.slice(0, 600)}`);
    const list = join(cacheFolder('apart'), `${this.engine}.txt`);
    writeFileSync(list, all.join('\n'));
    if (all.length > 0) report.line(`all of them: ${list}`);
  }
}
