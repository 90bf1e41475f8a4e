import type { Evidence } from '../compile/index.ts';
import { visibleText } from '../diagnostics/visible-text.ts';
import { printPredicate } from '../ir/index.ts';
import { responsibleLeaves } from '../verify/responsible.ts';
import { tellingSeries } from '../verify/several/telling-series.ts';
import type { Checked } from './evidence.ts';
import type { WholeRule } from './rule-pass.ts';
import { seriesLines } from './series-text.ts';

const widths = [10, 24, 14] as const;

export const tableHead = row('verdict', 'evidence', 'target', 'rule');

/** A line of the table. */
export function tableRow(read: WholeRule, target: string, checked: Checked): string {
  const { translation, events } = checked;
  const { path, line, title } = read.location;
  const judge = events.some(({ engine }) => engine !== undefined) ? ' by panther_core' : '';
  const count = events.length === 0 ? '' : `, ${events.length} events${judge}`;
  const evidence = translation.verdict === 'refused' ? '' : `${evidenceWord(translation.evidence)}${count}`;
  return row(translation.verdict, evidence, target, `${title ?? ''} (${path}:${line})`);
}

function row(verdict: string, evidence: string, target: string, rule: string): string {
  const cells = [verdict, evidence, target].map((cell, at) => cell.padEnd(widths[at] ?? 0));
  return `${[...cells, visibleText(rule)].join(' ')}\n`;
}

function evidenceWord(evidence: Evidence | undefined): string {
  return evidence?.kind === 'tested' ? `tested on ${evidence.events}` : (evidence?.kind ?? '');
}

/** Both readings, the events or series of events that tell them apart, and the conditions where they part. */
export function explanation(checked: Checked): string {
  const { translation, readings, events } = checked;
  const { evidence, query, reasons, given } = translation;
  const because = evidence?.kind === 'unverified' ? [`  not verified: ${evidence.because}`] : [];
  const declared = reasons.map(reason => `  ${reason}`);
  const assumed = given.length === 0 ? [] : [`  given ${given.join(', ')}`];
  if (readings === undefined)
    return printed([...because, ...declared, ...assumed, ...explainedSeries(checked)]);
  const apart = events.filter(event => event.rule !== event.query);
  const leaves = responsibleLeaves(
    readings.rule,
    readings.query,
    Object.values(checked.witness).filter(event => event !== undefined),
  );
  return printed([
    ...because,
    ...declared,
    ...assumed,
    '  query',
    ...indented(query ?? ''),
    '  the rule, in the names of the target',
    ...indented(printPredicate(readings.rule)),
    '  the query, as it was read back',
    ...indented(printPredicate(readings.query)),
    ...apart
      .slice(0, mostShown)
      .map(event => `  only the ${event.rule ? 'rule' : 'query'} matches ${JSON.stringify(event.target)}`),
    ...(apart.length === 0
      ? []
      : leaves.map(leaf => `  where they part: ${printPredicate(leaf).replaceAll(/\s+/g, ' ')}`)),
  ]);
}

/** Of a search over several events: the query, and the shortest series that tell. */
function explainedSeries({ translation: { query }, series }: Checked): readonly string[] {
  const text = query === undefined ? [] : ['  query', ...indented(query)];
  if (series === undefined) return text;
  return [...text, ...tellingSeries(series).flatMap(seriesLines)];
}

/** Nobody reads more; the report has them all. */
const mostShown = 10;

function indented(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map(line => `    ${line}`);
}

function printed(lines: readonly string[]): string {
  return lines.map(line => `${visibleText(line)}\n`).join('');
}
