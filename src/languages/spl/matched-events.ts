import {
  and,
  type Events,
  type Expression,
  exists,
  fieldsIn,
  fieldsOf,
  fold,
  isFilled,
  mapFields,
  mapLeaves,
  mapSubjects,
  type Predicate,
  printPredicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import { decideConstants } from '../constant-leaves.ts';
import { isOfEveryEvent } from './every-event.ts';

/**
 * The events of which each by itself makes a search find something: where its stages only group what was matched, there is a
 * row when there is an event. Undefined where a stage counts, compares events, or looks at what only rows have.
 */
export function matchedEvents(search: Search): Events | undefined {
  if (search.kind === 'events') return search;
  if (search.kind !== 'pipeline') return undefined;
  const from = matchedEvents(search.from);
  if (from === undefined) return undefined;
  const reading = new RowReading();
  if (!search.stages.every(stage => reading.read(stage))) return undefined;
  const where = fold(decideConstants(and([from.where, ...reading.where])));
  return { ...from, where, origin: search.origin };
}

/** What the fields of rows are in terms of the event that a row stands for. */
class RowReading {
  readonly where: Predicate[] = [];
  /** undefined: not a thing of one event. */
  readonly #bound = new Map<string, Expression | undefined>();
  /** Only these fields are left. */
  #isClosed = false;
  /** Not every event has its row any more. */
  #isPartial = false;

  read(stage: Stage): boolean {
    switch (stage.kind) {
      case 'filter':
        return this.#filter(stage.where);
      case 'aggregate':
        return this.#aggregate(stage);
      case 'extend':
        for (const { name, value } of stage.fields) this.#bound.set(name, this.#inEvent(value));
        return true;
      case 'rename':
        return this.#rename(stage.fields);
      case 'extract':
      case 'fill':
        for (const name of stage.fields) this.#bound.set(name, undefined);
        return stage.fields.length > 0;
      case 'joinAggregate':
        for (const { name } of stage.measures) this.#bound.set(name, undefined);
        return true;
      case 'dedup':
        this.#isPartial = true;
        return stage.keep > 0;
      case 'limit':
        this.#isPartial = true;
        return stage.rows > 0;
      case 'keep':
      case 'drop':
        // A field that is gone is none that a later stage can look at.
        this.#isPartial = true;
        return true;
      case 'sort':
        return true;
      default:
        return false;
    }
  }

  #filter(where: Predicate): boolean {
    if (this.#isPartial) return false;
    const found = this.#predicateInEvent(where);
    if (found === undefined) return false;
    this.#ask(found);
    return true;
  }

  /** Each conjunct once: the rows that a key keeps are said before it. */
  #ask(where: Predicate): void {
    const parts = where.kind === 'and' ? where.operands : [where];
    for (const each of parts) {
      const text = printPredicate(each);
      if (!this.where.some(known => printPredicate(known) === text)) this.where.push(each);
    }
  }

  /** Rows that lack a field of BY are dropped; without BY there is a row for no events too. */
  #aggregate(stage: Extract<Stage, { kind: 'aggregate' }>): boolean {
    const always = new Set(stage.by.filter(({ value }) => isFilled(value)).map(({ name }) => name));
    const keys = stage.by
      .filter(({ name }) => !always.has(name))
      .map(({ name, value }) => ({ name, value: this.#inEvent(value) }));
    if (stage.by.length === 0 || keys.some(({ value }) => value === undefined) || this.#isPartial)
      return false;
    this.#bound.clear();
    this.#isClosed = true;
    for (const name of always) this.#bound.set(name, undefined);
    for (const { name, value } of keys) {
      this.#bound.set(name, value);
      if (value !== undefined && !isOfEveryEvent(value) && name !== '_time')
        this.#ask(exists(value, stage.origin));
    }
    return true;
  }

  #rename(fields: Extract<Stage, { kind: 'rename' }>['fields']): boolean {
    const renamed = fields.map(({ from, to }) => ({ from, to, value: this.#get(from) }));
    for (const { from } of renamed) this.#bound.set(from, undefined);
    for (const { to, value } of renamed) this.#bound.set(to, value);
    return true;
  }

  #get(name: string): Expression | undefined {
    if (this.#bound.has(name)) return this.#bound.get(name);
    return this.#isClosed ? undefined : { kind: 'field', name, vendor: 'splunk', origin: [] };
  }

  #inEvent(expression: Expression): Expression | undefined {
    if (!fieldsOf(expression).every(({ name }) => this.#get(name) !== undefined)) return undefined;
    if (hasChoice(expression)) return undefined;
    return mapFields(expression, field => this.#place(field));
  }

  #place(field: Extract<Expression, { kind: 'field' }>): Expression {
    return this.#bound.get(field.name) ?? field;
  }

  #predicateInEvent(where: Predicate): Predicate | undefined {
    if (!fieldsIn(where).every(({ name }) => this.#get(name) !== undefined)) return undefined;
    let isWhole = true;
    const found = mapLeaves(where, leaf => {
      if (leaf.kind === 'element' || leaf.kind === 'keyword') isWhole = false;
      return mapSubjects(leaf, subject => this.#inEvent(subject) ?? subject);
    });
    return isWhole ? found : undefined;
  }
}

function hasChoice(expression: Expression): boolean {
  switch (expression.kind) {
    case 'choice':
      return true;
    case 'call':
      return expression.arguments.some(hasChoice);
    case 'arithmetic':
      return hasChoice(expression.left) || hasChoice(expression.right);
    case 'coercion':
    case 'valueCount':
      return hasChoice(expression.operand);
    default:
      return false;
  }
}
