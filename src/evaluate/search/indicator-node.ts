import type { IndicatorMatch } from '../../ir/index.ts';
import { compileExpression } from '../compile-expression.ts';
import type { EventData } from '../event.ts';
import type { EvaluateOptions } from '../scope.ts';
import { identity } from './keys.ts';
import type { SearchNode } from './node.ts';
import type { Emit, Row } from './row.ts';

type ReadTexts = (data: EventData) => readonly string[];

interface Pair {
  readonly event: ReadTexts;
  readonly indicator: ReadTexts;
}

/**
 * Events of which a value is a value of an indicator: any of the sets of pairs, with one indicator all pairs of the set.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-indicator-rule
 */
export class IndicatorNode implements SearchNode {
  private readonly sets: readonly (readonly Pair[])[];
  private readonly emit: Emit;
  private readonly events: Row[] = [];
  private readonly indicators: EventData[] = [];
  private beneath: readonly SearchNode[] = [];

  constructor(search: IndicatorMatch, options: EvaluateOptions, emit: Emit) {
    const texts = (expression: Parameters<typeof compileExpression>[0]): ReadTexts => {
      const read = compileExpression(expression, options);
      return data => read(data).map(identity);
    };
    this.sets = search.pairs.map(set =>
      set.map(pair => ({ event: texts(pair.event), indicator: texts(pair.indicator) })),
    );
    this.emit = emit;
  }

  /** Sets the nodes that hand their rows to `take` and `takeIndicator`. */
  over(beneath: readonly SearchNode[]): this {
    this.beneath = beneath;
    return this;
  }

  take(row: Row): void {
    this.events.push(row);
  }

  takeIndicator(row: Row): void {
    this.indicators.push(row.data);
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
  }

  advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
    const matchers = this.sets.map(set => compileSet(set, this.indicators));
    for (const row of this.events) if (matchers.some(matches => matches(row.data))) this.emit(row);
    this.events.length = 0;
  }

  held(): number {
    const own = this.events.length + this.indicators.length;
    return this.beneath.reduce((sum, node) => sum + node.held(), own);
  }
}

/** Indicators are found by the first pair of the set. */
function compileSet(
  [first, ...rest]: readonly Pair[],
  indicators: readonly EventData[],
): (event: EventData) => boolean {
  if (first === undefined) return () => false;
  const byText = new Map<string, EventData[]>();
  for (const indicator of indicators)
    for (const text of first.indicator(indicator)) {
      const known = byText.get(text);
      if (known === undefined) byText.set(text, [indicator]);
      else known.push(indicator);
    }
  return event =>
    first
      .event(event)
      .some(text => byText.get(text)?.some(indicator => rest.every(pair => share(pair, event, indicator))));
}

function share(pair: Pair, event: EventData, indicator: EventData): boolean {
  const texts = new Set(pair.indicator(indicator));
  return pair.event(event).some(text => texts.has(text));
}
