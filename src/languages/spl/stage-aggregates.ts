import { type Argument, isWord, nameOf, positional } from './clause.ts';
import { parseCondition } from './parse.ts';
import type { StageReading } from './stage-reading.ts';

type StageReader = (reading: StageReading) => void;

/** Commands of statistical functions: what is measured, by what. */
const measured: StageReader = reading => readMeasures(reading, reading.arguments);

/** tstats and mstats have a search of their own between WHERE and BY. */
const overIndex: StageReader = reading => {
  const list = reading.arguments;
  const clause = (...words: readonly string[]) => list.findIndex(each => isWord(each, ...words));
  const from = clause('from');
  const where = clause('where');
  const by = clause('by', 'groupby');
  if (from >= 0 && isWord(list[from + 1], 'datamodel')) reading.context.vendor = 'cim';
  const bounds = [from, where, by].filter(at => at >= 0);
  readMeasures(reading, list.slice(0, Math.min(...bounds, list.length)));
  const start = list[where]?.end;
  if (start !== undefined) reading.search({ start, end: list[by]?.start ?? reading.command.end });
  if (by >= 0) readKeys(reading, list.slice(by + 1));
};

/** `top 5 a by b`, `rare a`. */
const common: StageReader = reading => {
  readKeys(
    reading,
    positional(reading.arguments).filter(each => !/^\d+$/.test(each.text)),
  );
  reading.write('count', 'percent');
};

function readMeasures(reading: StageReading, list: readonly Argument[]): void {
  for (let at = 0; at < list.length; at++) {
    const each = list[at];
    const next = list[at + 1];
    if (each === undefined) return;
    if (next?.kind === 'equals') at += 2;
    else if (isWord(each, 'by', 'over')) {
      readKeys(reading, list.slice(at + 1));
      return;
    } else if (each.kind === 'macro') reading.macros.add(each.text.slice(1, -1).trim());
    else if (each.kind === 'word') {
      const group = next?.kind === 'group' ? next : undefined;
      if (group !== undefined) readMeasured(reading, group);
      const as = group === undefined ? 1 : 2;
      const alias = isWord(list[at + as], 'as') ? list[at + as + 1] : undefined;
      reading.write(alias === undefined ? `${each.text}${group?.text ?? ''}` : nameOf(alias));
      at += (group === undefined ? 0 : 1) + (alias === undefined ? 0 : 2);
    }
  }
}

function readMeasured(reading: StageReading, group: Argument): void {
  const inner = group.text.slice(1, -1).trim();
  const evaluated = /^eval\s*\(([\s\S]*)\)$/i.exec(inner);
  if (evaluated === null) {
    reading.read(inner.replace(/^"([\s\S]*)"$/, '$1'));
    return;
  }
  const start = group.start + group.text.indexOf('(', 1) + 1;
  const range = { start, end: start + (evaluated[1] ?? '').length };
  const { value, diagnostics } = parseCondition(reading.context.expanded, range);
  for (const each of diagnostics) reading.context.report(each);
  if (value !== undefined) reading.evaluates(value);
}

function readKeys(reading: StageReading, list: readonly Argument[]): void {
  for (let at = 0; at < list.length; at++) {
    const each = list[at];
    if (list[at + 1]?.kind === 'equals') at += 2;
    else if (each?.kind === 'macro') reading.macros.add(each.text.slice(1, -1).trim());
    else if (each !== undefined && !isWord(each, 'by', 'over') && each.kind !== 'group')
      reading.read(nameOf(each));
  }
}

export const aggregateReaders = {
  ...{ stats: measured, eventstats: measured, streamstats: measured, chart: measured, timechart: measured },
  ...{ sistats: measured, sichart: measured, sitimechart: measured, geostats: measured },
  ...{ tstats: overIndex, mstats: overIndex, top: common, rare: common, sitop: common, sirare: common },
} satisfies Record<string, StageReader>;
