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
  readonly negated: boolean;
}

/**
 * Events of which a value is a value of an indicator: any of the sets of pairs, with one indicator all pairs of the set, of which
 * those that must not be the same are not.
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
      set
        .map(({ event, indicator, negated = false }) => ({
          event: texts(event),
          indicator: texts(indicator),
          negated,
        }))
        .sort((one, other) => Number(one.negated) - Number(other.negated)),
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

/** Indicators are found by the first pair of the set, which is one that must be the same. */
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
      .some(text => byText.get(text)?.some(indicator => rest.every(pair => fits(pair, event, indicator))));
}

/** What must not be the same differs where one of both has no value, and not where neither has. */
function fits(pair: Pair, event: EventData, indicator: EventData): boolean {
  const theirs = new Set(pair.indicator(indicator));
  const own = pair.event(event);
  const isShared = own.some(text => theirs.has(text));
  return pair.negated ? !isShared && own.length + theirs.size > 0 : isShared;
}
