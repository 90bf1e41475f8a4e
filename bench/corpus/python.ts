import { spawnSync } from 'node:child_process';
import { eventView } from '../../src/compile/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { eventInTarget } from '../../src/fields/index.ts';
import type { EventData } from './inputs.ts';
import { percent, type Report, tally } from './report.ts';
import type { Translated } from './translations.ts';

interface Trial {
  readonly path: string;
  readonly module: string;
  readonly events: readonly EventData[];
  readonly wanted: readonly boolean[];
}

/** Every Panther rule compiles under python3 and, where it is called exact, agrees with its rule on every labelled event. */
export function reportPython(
  report: Report,
  translated: readonly Translated[],
  events: ReadonlyMap<string, readonly EventData[]>,
): void {
  report.title('Panther rules under python3');
  const trials = translated.flatMap(each => trialOf(each, events));
  const input = trials
    .map(({ module, events: own }) => `${JSON.stringify({ module, events: own })}\n`)
    .join('');
  const { status, stdout } = spawnSync('python3', ['bench/corpus/judge.py'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) {
    report.line('SKIPPED: python3 is not here, or failed');
    return;
  }
  const answers = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { error?: string; results?: readonly unknown[] });
  const problems = new Map<string, number>();
  let compiled = 0;
  let judged = 0;
  let agreed = 0;
  trials.forEach(({ path, wanted }, index) => {
    const { error, results = [] } = answers[index] ?? {};
    if (error === undefined) compiled++;
    else tally(problems, `${path}: ${error}`);
    wanted.forEach((expected, event) => {
      judged++;
      if (results[event] === expected) agreed++;
      else tally(problems, `${path}: ${String(results[event])} for ${expected}`);
    });
  });
  report.figure('python: rules that compile', percent(compiled, trials.length), ` % of ${trials.length}`);
  report.figure('python: events judged alike', percent(agreed, judged), ` % of ${judged}`);
  report.counts('Judged otherwise by Python', problems);
}

function trialOf(
  { rule, target, translation }: Translated,
  events: ReadonlyMap<string, readonly EventData[]>,
): readonly Trial[] {
  const { rule: ir, location } = rule.read;
  if (
    target !== 'panther' ||
    translation.query === undefined ||
    ir === undefined ||
    ir.search.kind !== 'events'
  )
    return [];
  const { search } = ir;
  const own =
    translation.verdict === 'exact' && ir.metadata.vendor === 'sigma'
      ? (events.get(location.id ?? '') ?? [])
      : [];
  const view = eventView(ir, 'sigma', false);
  const matches = view === undefined ? undefined : compilePredicate(view.predicate);
  // Labelled events are of the rule's data source, whatever their fields say of it.
  const there = own.flatMap(event => {
    const held = eventInTarget(event, search.source, 'sigma', 'panther');
    return held === undefined ? [] : [{ held, wanted: matches?.(event) ?? false }];
  });
  return [
    {
      path: rule.path,
      module: translation.query,
      events: there.map(({ held }) => held),
      wanted: there.map(({ wanted }) => wanted),
    },
  ];
}
