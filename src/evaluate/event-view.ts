import { fieldReader, leafFields, textsWithin } from './field-path.ts';
import { foldCase, type Texts, textsOf, type Values, valuesOf } from './values.ts';

/** The fields that a set of predicates reads, each with a number of its own. */
export class FieldTable {
  private readonly slots = new Map<string, number>();
  readonly readers: ((data: unknown) => Values)[] = [];

  /** How many cells of memory shared tests were given. */
  cells = 0;

  /** `path` is where the field is within the data of a view; null when it is the data itself (an element that is no object). */
  slot(name: string, path: string | null): number {
    const known = this.slots.get(name);
    if (known !== undefined) return known;
    const slot = this.readers.length;
    this.slots.set(name, slot);
    this.readers.push(path === null ? valuesOf : fieldReader(path));
    return slot;
  }
}

/**
 * An event as predicates see it: each field is read, turned to text and folded at most once. One view serves one event
 * after another; what it knows of an earlier one is told by the generation's number.
 */
export class EventView {
  /** The event, or the element that a view within an `element` stands on. */
  data: unknown;
  /** The view around an element's. */
  readonly parent: EventView | undefined;
  /** Even, and two more for each event: a cell of `memo` that holds it is false, one more is true. */
  generation = 0;
  readonly memo: number[] = [];
  private readonly fields: FieldTable;
  private readonly readAt: number[] = [];
  private readonly textAt: number[] = [];
  private readonly foldAt: number[] = [];
  private readonly read: Values[] = [];
  private readonly text: Texts[] = [];
  private readonly fold: Texts[] = [];
  private leavesAt = 0;
  private leaves: ReadonlyMap<string, Values> = new Map();
  private wordsAt = 0;
  private words: readonly string[] = [];
  private foldedWordsAt = 0;
  private foldedWords: readonly string[] = [];

  constructor(fields: FieldTable, parent?: EventView) {
    this.fields = fields;
    this.parent = parent;
  }

  load(data: unknown): this {
    this.data = data;
    this.generation += 2;
    while (this.memo.length < this.fields.cells) this.memo.push(0);
    return this;
  }

  values(slot: number): Values {
    if (this.readAt[slot] === this.generation) return this.read[slot];
    for (let next = this.readAt.length; next <= slot; next++) this.grow();
    const values = this.fields.readers[slot]?.(this.data);
    this.readAt[slot] = this.generation;
    this.read[slot] = values;
    return values;
  }

  /** Keeps the arrays without holes. */
  private grow(): void {
    this.readAt.push(0);
    this.textAt.push(0);
    this.foldAt.push(0);
    this.read.push(undefined);
    this.text.push(undefined);
    this.fold.push(undefined);
  }

  texts(slot: number): Texts {
    if (this.textAt[slot] === this.generation) return this.text[slot];
    const texts = textsOf(this.values(slot));
    this.textAt[slot] = this.generation;
    this.text[slot] = texts;
    return texts;
  }

  folded(slot: number): Texts {
    if (this.foldAt[slot] === this.generation) return this.fold[slot];
    const texts = foldTexts(this.texts(slot));
    this.foldAt[slot] = this.generation;
    this.fold[slot] = texts;
    return texts;
  }

  /** Every field that holds values, by its dotted path. */
  leafFields(): ReadonlyMap<string, Values> {
    if (this.leavesAt !== this.generation) {
      this.leavesAt = this.generation;
      this.leaves = leafFields(this.data);
    }
    return this.leaves;
  }

  /** The text of every value of the event, of any field and depth. */
  allTexts(): readonly string[] {
    if (this.wordsAt !== this.generation) {
      this.wordsAt = this.generation;
      this.words = textsWithin(this.data);
    }
    return this.words;
  }

  allFolded(): readonly string[] {
    if (this.foldedWordsAt !== this.generation) {
      this.foldedWordsAt = this.generation;
      this.foldedWords = this.allTexts().map(foldCase);
    }
    return this.foldedWords;
  }
}

export function foldTexts(texts: Texts): Texts {
  return typeof texts === 'string' ? foldCase(texts) : texts?.map(foldCase);
}
