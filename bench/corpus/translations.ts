import { targets } from '../../backends/index.ts';
import { compile, defaultProfile, type Translation } from '../../src/compile/index.ts';
import type { Backend } from '../../src/ir/index.ts';
import type { CorpusRule } from './inputs.ts';
import { percent, type Report, tally } from './report.ts';

export interface Translated {
  readonly rule: CorpusRule;
  readonly target: string;
  readonly translation: Translation;
}

export async function backends(): Promise<readonly Backend[]> {
  return Promise.all(targets.map(entry => entry.load()));
}

/** What was read, by group: how many rules, and why the others were not. */
export function reportReading(report: Report, rules: readonly CorpusRule[]): void {
  const groups = grouped(rules, rule => rule.group);
  const reasons = new Map<string, number>();
  report.title('Rules read');
  for (const [group, members] of groups) {
    const unread = members.filter(member => member.read.rule === undefined);
    for (const { read } of unread)
      for (const each of read.diagnostics)
        if (each.severity === 'error') tally(reasons, `${group}: ${each.code}`);
    const excused = unread.filter(member => member.read.diagnostics.some(each => excuses.has(each.code)));
    report.line(`${group.padEnd(14)} ${members.length} documents, ${members.length - unread.length} read`);
    report.figure(
      `${group}: read, of those whose form this version reads`,
      percent(members.length - unread.length, members.length - excused.length),
      ' %',
    );
  }
  report.counts('Not read, by reason', reasons);
}

/** What is refused by name: placeholders without values, counts without a time, `near`, whose meaning nobody has said, and completion. */
export const excuses: ReadonlySet<string> = new Set([
  'lower/placeholder-without-values',
  'lower/deprecated-aggregation',
  'lower/correlation-document',
  'lower/filter-document',
  'lower/deprecated-timeframe',
  'lower/aggregation-without-timeframe',
  'lower/near-aggregation',
  'esql/refused-command',
  'elastic/esql',
  'elastic/no-query',
]);

/** Every rule that looks at single events, in every target. */
export async function translateAll(rules: readonly CorpusRule[]): Promise<readonly Translated[]> {
  const all = await backends();
  return rules.flatMap(rule => {
    const { rule: ir } = rule.read;
    if (ir === undefined || ir.search.kind !== 'events') return [];
    return all.map(backend => ({
      rule,
      target: backend.target,
      translation: compile(ir, backend, { casing: 'keep', strictFields: false, profile: defaultProfile }),
    }));
  });
}

export function reportVerdicts(report: Report, translated: readonly Translated[]): void {
  const refusals = new Map<string, number>();
  const losses = new Map<string, number>();
  const given = new Map<string, number>();
  report.title('Translations by verdict');
  for (const [name, members] of grouped(translated, each => `${each.rule.group} to ${each.target}`)) {
    const counts = new Map<string, number>();
    for (const { target, translation } of members) {
      tally(counts, translation.verdict);
      for (const reason of translation.reasons)
        tally(translation.verdict === 'refused' ? refusals : losses, `${target}: ${reason}`);
      for (const each of translation.given) tally(given, `${target}: ${each.split(':')[0]}`);
    }
    const shown = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
    report.line(`${name.padEnd(26)} ${shown}`);
    report.figure(
      `${name}: translated`,
      percent(members.length - (counts.get('refused') ?? 0), members.length),
      ' %',
    );
  }
  reportShares(report, translated);
  report.counts('Refused, by reason', refusals, 40);
  report.counts('Broader, narrower, different, by reason', losses, 40);
  report.counts('Given, by kind (translations)', given, 60);
}

/** Of all translations, refused ones too: how many are exact in the target's field names, and how many with what the field map loses. */
function reportShares(report: Report, translated: readonly Translated[]): void {
  const share = (isExact: (translation: Translation) => boolean): number =>
    percent(translated.filter(({ translation }) => isExact(translation)).length, translated.length);
  const of = ` % of ${translated.length}`;
  report.figure(
    'verdicts: exact, given the field map',
    share(each => each.form === 'exact'),
    of,
  );
  report.figure(
    'verdicts: exact, losses of the field map counted',
    share(each => each.verdict === 'exact'),
    of,
  );
}

function grouped<Value>(
  values: readonly Value[],
  key: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}
