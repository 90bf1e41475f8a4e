import {
  type Call,
  type Expression,
  type Field,
  fieldsOf,
  type Leaf,
  mapLeaves,
  type Predicate,
  subjects,
  type Vendor,
} from '../ir/index.ts';
import type { FieldTable } from './field-table.ts';
import { clocks, findField } from './find-field.ts';
import type { MappedField } from './mapped-field.ts';
import { type Rewriting, worse } from './rewriting.ts';

/** What is asked of a field: when it is, or how it is written. */
type Use = 'moment' | 'text';

/** Functions of moments; others take what stands in them as it is written. */
const ofMoments = new Set<Call['function']>([
  ...(['minute', 'hour', 'day', 'week', 'month', 'year', 'dayName', 'monthName'] as const),
  ...(['dateAdd', 'dateDifference', 'dateFormat', 'dateTruncate', 'datePart'] as const),
]);

/** Functions whose result is one of what they take. */
const choosing = /^(?:least|greatest|mv(?:First|Last|Min|Max|Slice|Sort|Dedupe|Append))$/;

/**
 * `_time` is a number of seconds, made of the field of the log that says when an event was, which Splunk keeps beside it as it is
 * written (https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/about-search-time/use-default-fields): what a rule
 * asks of its text is asked of that field.
 */
export function withLoggedTimes(
  rewriting: Rewriting,
  leaf: Leaf,
  table: FieldTable,
  vendor: Vendor,
): Rewriting {
  const fields = subjects(leaf).flatMap(subject => fieldsOf(subject));
  if (!isOfSplunk(vendor) && !fields.some(field => isOfSplunk(field.vendor))) return rewriting;
  const times = fields.filter(
    field => field.vendor !== vendor && isTime(findField(field, table), field.vendor, vendor),
  );
  const [time] = times;
  if (time === undefined || (isOfSplunk(time.vendor) && isOfSplunk(vendor))) return rewriting;
  const { logged } = findField(time, table) ?? {};
  if (!isOfSplunk(time.vendor)) {
    const reading = new TextsOfTimes(vendor === 'splunk' && !times.some(isClock) ? logged : undefined);
    const predicate = mapLeaves(rewriting.predicate, each => reading.ofLeaf(each));
    return reading.isLost ? withoutText({ ...rewriting, predicate }, time) : { ...rewriting, predicate };
  }
  const reading = new TextsOfTimes(undefined);
  reading.ofLeaf(leaf);
  return reading.isLost ? withoutText(rewriting, time) : rewriting;
}

function isTime(mapped: MappedField | undefined, from: Vendor, to: Vendor): boolean {
  return [from, to].some(vendor => isOfSplunk(vendor) && mapped?.view(vendor) === '_time');
}

function isOfSplunk(vendor: Vendor): boolean {
  return vendor === 'splunk' || vendor === 'cim';
}

function withoutText(rewriting: Rewriting, { name }: Field): Rewriting {
  const why = `Splunk holds the time of an event as a number, and the text of ${name} is asked for.`;
  return { why, ...rewriting, verdict: worse(rewriting.verdict, 'different') };
}

function isClock({ name, vendor }: Field): boolean {
  return clocks[vendor] === name;
}

/** Leaves with the log's own field in the place of `_time`, where its text is asked for. */
class TextsOfTimes {
  readonly #logged: string | undefined;
  isLost = false;

  constructor(logged: string | undefined) {
    this.#logged = logged;
  }

  ofLeaf(leaf: Leaf): Predicate {
    if (leaf.kind === 'keyword' || leaf.kind === 'element') return leaf;
    if (leaf.kind === 'exists' && this.#logged === undefined) return leaf;
    const use = leaf.kind === 'compares' && leaf.as === 'time' ? 'moment' : 'text';
    if (leaf.kind === 'compares')
      return { ...leaf, left: this.#of(leaf.left, use), right: this.#of(leaf.right, use) };
    return { ...leaf, subject: this.#of(leaf.subject, use) } as Leaf;
  }

  #of(expression: Expression, use: Use): Expression {
    switch (expression.kind) {
      case 'field':
        return use === 'text' && expression.name === '_time' ? this.#text(expression) : expression;
      case 'call':
        return this.#ofCall(expression, use);
      case 'coercion':
      case 'valueCount':
        return {
          ...expression,
          operand: this.#of(expression.operand, isOfTime(expression) ? 'moment' : 'text'),
        };
      case 'arithmetic':
        return {
          ...expression,
          left: this.#of(expression.left, 'moment'),
          right: this.#of(expression.right, 'moment'),
        };
      case 'choice':
        return {
          ...expression,
          branches: expression.branches.map(({ when, value }) => ({
            when: mapLeaves(when, leaf => this.ofLeaf(leaf)),
            value: this.#of(value, use),
          })),
          otherwise: expression.otherwise && this.#of(expression.otherwise, use),
        };
      default:
        return expression;
    }
  }

  #ofCall(call: Call, use: Use): Expression {
    const [first] = call.arguments;
    // `2026-11-22T01:02:03Z` and `…+00:00` are the same moment.
    if (use === 'moment' && first !== undefined && isZoneRespelt(call)) return this.#of(first, use);
    const within = ofMoments.has(call.function) ? 'moment' : choosing.test(call.function) ? use : 'text';
    return { ...call, arguments: call.arguments.map(each => this.#of(each, within)) };
  }

  #text(time: Field): Field {
    if (this.#logged === undefined) {
      this.isLost = true;
      return time;
    }
    const { kind, vendor, origin } = time;
    return { kind, name: this.#logged, vendor, canonical: '@timestamp', type: 'string', origin };
  }
}

function isOfTime(expression: Expression): boolean {
  return expression.kind === 'coercion' && expression.to === 'time';
}

function isZoneRespelt({ function: name, arguments: [subject, part, by] }: Call): boolean {
  return (
    name === 'replace' &&
    subject?.kind === 'field' &&
    subject.name === '_time' &&
    part?.kind === 'literal' &&
    part.value === 'Z' &&
    by?.kind === 'literal' &&
    /^[+-]00:00$/.test(String(by.value))
  );
}
