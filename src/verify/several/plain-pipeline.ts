import {
  and,
  bucketsAsKeys,
  type Expression,
  field,
  fillAsExtend,
  fold,
  type Leaf,
  type Measure,
  mapFields,
  mapLeaves,
  mapSubjects,
  type Pattern,
  type Pipeline,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import { nodeKey } from '../leaf-key.ts';
import { isForShow } from './for-show.ts';
import { withoutMarks } from './marked-keys.ts';
import { decided } from './plain-choices.ts';
import { cutFrom, extracted, plainLookup, plainSort, shownStages, times } from './plain-columns.ts';
import { isDistinct, reads, withoutRepeats } from './plain-expansion.ts';
import { isPicked, type Keyed, namedMeasure, plainGroup, plainMeasure } from './plain-group.ts';
import { plainJoin } from './plain-join.ts';
import {
  byText,
  covers,
  isSeveral,
  ofOneValue,
  ofSingle,
  plainText,
  reckoned,
  wholeBoundOf,
} from './plain-text.ts';
import { flat, merged, withoutUnused } from './unused-columns.ts';

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

/** Of an expression that stands for a column, as text. */
const longest = 20_000;

/** A pipeline that is not brought to one form; it is compared as it is. */
class NotPlain extends Error {}

/**
 * A pipeline whose stages say what they do in one way: columns as what they are of an event or of a group, filters beside each other
 * as one, columns that nobody asks for left out. `isWhole`: nobody comes after it, to whom its columns would matter; `asked`: to whom
 * comes after it these alone matter.
 */
export function plainPipeline(
  search: Pipeline,
  isWhole: boolean,
  isMultiValued: (name: string) => boolean,
  asked?: readonly string[],
): Search {
  const { from, stages } = flat(search);
  const plain = new PlainStages(from, isMultiValued);
  try {
    const wanted = isWhole ? [] : asked;
    for (const [index, stage] of stages.entries())
      if (!isForShow(stage, stages.slice(index + 1), wanted)) plain.take(stage);
    return plain.search(wanted, search.origin);
  } catch (error) {
    if (error instanceof NotPlain) return search;
    throw error;
  }
}

const none: Expression = { kind: 'literal', value: null, origin: [] };

class PlainStages {
  private readonly from: Search;
  private readonly stages: Stage[] = [];
  private columns = new Map<string, Expression>();
  /** What of the fields beneath is left, and what is gone. */
  private kept: readonly (readonly Pattern[])[] = [];
  private readonly gone: Pattern[] = [];
  private isClosed = false;
  private filters: Predicate[] = [];
  private groupings = 0;
  private expansions = 0;
  private joins = 0;
  /** Columns that never hold several values. */
  private readonly single = new Set<string>(times);
  private readonly isMultiValued: (name: string) => boolean;

  constructor(from: Search, isMultiValued: (name: string) => boolean) {
    this.from = from;
    this.isMultiValued = isMultiValued;
  }

  take(written: Stage): void {
    const stage =
      written.kind === 'fill' && written.fields.length > 0 ? fillAsExtend(written, 'sigma') : written;
    switch (stage.kind) {
      case 'filter':
        this.filters.push(this.predicate(stage.where));
        return;
      case 'extend':
        for (const { name, value } of stage.fields) this.set(name, this.in(value));
        return;
      case 'rename':
        this.rename(stage);
        return;
      case 'keep':
        this.keep(stage.fields);
        return;
      case 'drop':
        this.drop(stage.fields);
        return;
      case 'extract':
        this.extract(stage);
        return;
      case 'aggregate':
        this.group(bucketsAsKeys(stage));
        return;
      case 'joinAggregate':
      case 'window':
        this.group(stage);
        return;
      case 'sort':
        this.stages.push(plainSort(stage, this.in, this.from, this.stages, this.filters));
        return;
      case 'limit':
        this.add(stage);
        return;
      case 'dedup':
        this.add({ ...stage, by: stage.by.map(each => this.in(each)).sort(byText) });
        return;
      case 'expand':
        this.expand(stage);
        return;
      case 'lookup':
        this.lookUp(stage);
        return;
      case 'join':
        this.join(stage);
        return;
      default:
        this.asItIs(stage);
    }
  }

  private asItIs(stage: Stage): void {
    if (this.columns.size > 0 || this.kept.length > 0 || this.gone.length > 0) throw new NotPlain();
    this.add(stage);
  }

  private join(stage: StageOf<'join'>): void {
    const plain = plainJoin(stage, ++this.joins, name => this.in(field(name, 'sigma')));
    if (plain === undefined) {
      this.asItIs(stage);
      return;
    }
    for (const each of plain.stages) this.add(each);
    for (const [name, value] of plain.columns) this.set(name, value);
  }

  search(asked: readonly string[] | undefined, origin: Pipeline['origin']): Search {
    this.flush();
    const stages = [...this.stages, ...(asked === undefined ? this.shown() : this.shownOf(asked))];
    return merged(this.from, withoutUnused(stages), origin);
  }

  private shownOf(asked: readonly string[]): readonly Stage[] {
    const values = asked.map(name => ({ name, value: this.in(field(name, 'sigma')) }));
    const fields = values.filter(({ name, value }) => value.kind !== 'field' || value.name !== name);
    return fields.length === 0 ? [] : [{ kind: 'extend', fields, origin: [] }];
  }

  private shown(): readonly Stage[] {
    return shownStages(this.columns, [...this.kept, ...(this.isClosed ? [[]] : [])], this.gone);
  }

  private readonly in = (expression: Expression): Expression => {
    const inner = mapFields(
      expression,
      each => this.columns.get(each.name) ?? (this.isThere(each.name) ? each : none),
    );
    return ofOneValue(inner, this.isSingle);
  };

  private readonly isSingle = (name: string): boolean =>
    this.single.has(name) || !(isSeveral(name) || this.isMultiValued(name));

  private isThere(name: string): boolean {
    if (this.isClosed) return false;
    const isKept = this.kept.every(patterns => patterns.some(pattern => covers(pattern, name)));
    return isKept && !this.gone.some(pattern => covers(pattern, name));
  }

  private readonly predicate = (where: Predicate): Predicate => {
    const inner = (leaf: Leaf): Leaf => mapSubjects(leaf, each => this.in(each));
    const plain = mapLeaves(where, leaf => decided(ofSingle(inner(leaf), this.isSingle)));
    return mapLeaves(plain, wholeBoundOf);
  };

  private set(name: string, value: Expression): void {
    if (nodeKey(value).length > longest) throw new NotPlain();
    this.columns.set(name, value);
  }

  private rename({ fields }: StageOf<'rename'>): void {
    const values = fields.map(({ from, to }) => ({ from, to, value: this.in(field(from, 'sigma')) }));
    for (const { from } of values) this.columns.set(from, none);
    for (const { to, value } of values) this.columns.set(to, value);
  }

  private keep(patterns: readonly Pattern[]): void {
    for (const name of this.columns.keys())
      if (!patterns.some(pattern => covers(pattern, name))) this.columns.set(name, none);
    if (!this.isClosed) this.kept = [...this.kept, patterns];
  }

  private drop(patterns: readonly Pattern[]): void {
    for (const name of this.columns.keys())
      if (patterns.some(pattern => covers(pattern, name))) this.columns.set(name, none);
    if (!this.isClosed) this.gone.push(...patterns);
  }

  private extract(stage: StageOf<'extract'>): void {
    const of = cutFrom(this.in(stage.subject));
    for (const name of stage.fields) {
      const { own, isSingle } = extracted(stage, name, of);
      if (isSingle) this.single.add(own);
      this.set(name, field(own, 'sigma'));
    }
  }

  private lookUp(stage: StageOf<'lookup'>): void {
    const plain = plainLookup(stage, name => this.in(field(name, 'sigma')));
    this.add(plain.stage);
    for (const [name, own] of plain.columns) {
      this.single.add(own);
      this.columns.set(name, field(own, 'sigma'));
    }
  }

  private expand({ field: name, distinct, origin }: StageOf<'expand'>): void {
    const { value, ...once } = withoutRepeats(this.in(field(name, 'sigma')), distinct);
    if (value.kind === 'field' && !this.isMultiValued(value.name)) {
      this.columns.set(name, value);
      return;
    }
    const own = `each of ${++this.expansions} ${plainText(value)}`;
    this.add({ kind: 'extend', fields: [{ name: own, value }], origin });
    this.add({ kind: 'expand', field: own, ...once, origin });
    this.single.add(own);
    this.columns.set(name, field(own, 'sigma'));
  }

  /** What it is grouped by, and its measures under names that say what they are. */
  private group(stage: Keyed): void {
    const place = ++this.groupings;
    const values = stage.kind === 'window' ? stage.by : stage.by.map(({ value }) => value);
    const written = values.map((value, index) => {
      const inner = this.key(stage, this.in(value));
      const name = stage.kind === 'window' ? '' : (stage.by[index]?.name ?? '');
      return { name, own: `key ${place} ${plainText(inner)}`, value: inner };
    });
    const { keys, columns } = withoutMarks(written, place);
    const seen: Measure[] = [];
    const measures = stage.measures.map(each =>
      namedMeasure(plainMeasure(each, this.in, this.predicate), { place, seen, isSingle: this.isSingle }),
    );
    this.add(plainGroup(stage, keys, seen));
    for (const { name, function: kind } of seen)
      if (reckoned.has(kind) || isPicked(name)) this.single.add(name);
    if (stage.kind === 'aggregate') for (const { own } of keys) this.single.add(own);
    if (stage.kind === 'aggregate') {
      this.columns = new Map(columns);
      this.isClosed = true;
    }
    for (const [index, { name }] of stage.measures.entries()) {
      const own = measures[index]?.name;
      if (own !== undefined) this.columns.set(name, field(own, 'sigma'));
    }
  }

  /** Rows of one value each that are grouped by it at once: a group for each value is what an aggregation makes. */
  private key(stage: Keyed, value: Expression): Expression {
    const [made, last] = this.stages.slice(-2);
    if (stage.kind !== 'aggregate' || value.kind !== 'field' || !isDistinct(last)) return value;
    const isOwn = last.field === value.name && made?.kind === 'extend' && this.filters.length === 0;
    const isMeasured = stage.measures.some(each => reads(each, value.name, this.in, this.predicate));
    const [own] = made?.kind === 'extend' ? made.fields : [];
    if (!isOwn || isMeasured || own === undefined) return value;
    this.stages.splice(-2);
    return own.value;
  }

  private add(stage: Stage): void {
    this.flush();
    this.stages.push(stage);
  }

  private flush(): void {
    if (this.filters.length === 0) return;
    const where = fold(and(this.filters));
    this.filters = [];
    if (where.kind !== 'always' || !where.value)
      this.stages.push({ kind: 'filter', where, origin: where.origin });
  }
}
