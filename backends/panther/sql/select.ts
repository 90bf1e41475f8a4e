import { type Columns, columnName, type SqlValue } from './columns.ts';

/** A column of a query: what it is made of, and what it is called. */
export interface Item extends SqlValue {
  readonly alias: string;
}

/** Names that a query has given to its parts. */
export interface Naming {
  /** Columns of the events' tables that the rule speaks of, in lower case. */
  readonly fields: ReadonlySet<string>;
  readonly parts: { readonly name: string; readonly text: string }[];
}

/** One SELECT as it grows: what it adds up to is made a part (`WITH name AS …`) when more has to come after it. */
export class Select {
  readonly naming: Naming;
  from: string;
  readonly where: string[] = [];
  items = new Map<string, Item>();
  /** All columns of what it selects from, too. */
  star: boolean;
  /** Of several that it selects from, the one whose columns they are. */
  starOf: string | undefined;
  groups: readonly string[] | undefined;
  readonly having: string[] = [];
  readonly qualify: string[] = [];
  order: readonly string[] = [];
  /** What it selects from was put in an order, which SQL does not keep. */
  hasLostOrder = false;
  limit: number | undefined;
  /** Columns are reckoned over its rows, of which WHERE would leave some out before. */
  isOverRows = false;
  readonly #base: Columns;
  /** Columns that what it selects from has under names of its own. */
  #inherited: ReadonlyMap<string, SqlValue> = new Map();
  hidden = new Set<string>();

  constructor(from: string, base: Columns, naming: Naming) {
    this.from = from;
    this.#base = base;
    this.naming = naming;
    this.star = true;
  }

  /** What names mean within it: its own columns by what they are made of. */
  columns(): Columns {
    return {
      ...this.#base,
      known: new Map<string, SqlValue>([...this.#inherited, ...this.items]),
      open: this.star && this.#base.open,
      hidden: this.hidden,
    };
  }

  /** Whether its rows have the time of an event. */
  get hasTime(): boolean {
    const { known, open } = this.columns();
    return open || [...known.values()].some(({ text }) => text === 'p_event_time');
  }

  /** A column that takes the place of any of its name. */
  add(name: string, value: SqlValue): void {
    this.items.set(name, { ...value, alias: this.items.get(name)?.alias ?? this.aliasOf(name, value) });
  }

  /** Beside all columns of what is selected from, a column is not called like one of them. */
  private aliasOf(name: string, value: SqlValue): string {
    if (value.text === 'p_event_time') return value.text;
    const own = [...this.items.values()].map(({ alias }) => alias.toLowerCase());
    const before = [...this.#inherited.values()].map(({ text }) => text.toLowerCase());
    return columnName(name, new Set([...own, ...(this.star ? [...this.naming.fields, ...before] : [])]));
  }

  /** A column by a name of its own that no other can have. */
  addAs(name: string, value: SqlValue, alias: string): void {
    this.items.set(name, { ...value, alias });
  }

  /** Only these columns are left. */
  close(items: ReadonlyMap<string, Item>): void {
    this.star = false;
    this.items = new Map(items);
  }

  /** Names of the columns that are known to be in the rows that are found. */
  names(): ReadonlySet<string> {
    return new Set([...(this.star ? this.#inherited.keys() : []), ...this.items.keys()]);
  }

  /** What a column is called in the rows that are found. */
  shownAs(name: string): string | undefined {
    return this.items.get(name)?.alias ?? (this.star ? this.#inherited.get(name)?.text : undefined);
  }

  /** Whether a name is reckoned in this very SELECT, and so cannot stand in its WHERE. */
  isMade(name: string): boolean {
    return this.items.has(name);
  }

  /** Whether rows have been left out after WHERE. */
  get isCut(): boolean {
    return this.qualify.length > 0 || this.limit !== undefined;
  }

  /** Whether rows have been chosen after WHERE. */
  get isChosen(): boolean {
    return this.isCut || this.order.length > 0;
  }

  /** Makes it a part, from which a new SELECT goes on. */
  wrapped(name: string): Select {
    return this.after(this.part(name), true);
  }

  /** The same, with another text in its place: it and others, one after another, and the columns of them all. */
  wrappedAs(name: string, text: string, items: ReadonlyMap<string, Item>): Select {
    return this.after(this.part(name, text), true, items);
  }

  /** A SELECT from a part, whose columns are these ones', or are named anew. */
  after(part: string, inherits = false, items: ReadonlyMap<string, Item> = this.items): Select {
    const next = new Select(
      part,
      { ...this.#base, open: inherits && this.star && this.#base.open },
      this.naming,
    );
    next.hidden = new Set(this.hidden);
    next.hasLostOrder = this.hasLostOrder || this.order.length > 0;
    if (inherits)
      next.#inherited = new Map([
        ...(this.star ? this.#inherited : []),
        ...[...items].map(([key, { alias, ...value }]) => [key, { ...value, text: alias }] as const),
      ]);
    else next.star = false;
    return next;
  }

  /** Makes it a part, by a name of its own. */
  part(name: string, text = this.text()): string {
    const free = columnName(name, new Set(this.naming.parts.map(part => part.name)));
    this.naming.parts.push({ name: free, text });
    return free;
  }

  text(): string {
    const items = [...this.items.values()].map(({ text, alias }) =>
      text === alias ? text : `${text} AS ${alias}`,
    );
    const list = [...(this.star ? [this.starOf === undefined ? '*' : `${this.starOf}.*`] : []), ...items];
    return [
      list.length === 0
        ? 'SELECT COUNT(*)'
        : list.length === 1
          ? `SELECT ${list[0]}`
          : `SELECT\n  ${list.join(',\n  ')}`,
      `FROM ${this.from}`,
      ...clause('WHERE', this.where, 'AND'),
      ...(this.groups === undefined || this.groups.length === 0
        ? []
        : [`GROUP BY ${this.groups.join(', ')}`]),
      ...clause('HAVING', this.having, 'AND'),
      ...clause('QUALIFY', this.qualify, 'AND'),
      ...(this.order.length === 0 ? [] : [`ORDER BY ${this.order.join(', ')}`]),
      ...(this.limit === undefined ? [] : [`LIMIT ${this.limit}`]),
    ].join('\n');
  }

  /** With the parts that it is made of before it. */
  query(): string {
    const parts = this.naming.parts.map(({ name, text }) => `${name} AS (\n${indented(text)}\n)`);
    return `${parts.length === 0 ? '' : `WITH ${parts.join(',\n')}\n`}${this.text()}\n`;
  }
}

function clause(word: string, lines: readonly string[], junction: string): readonly string[] {
  return lines.length === 0 ? [] : [`${word} ${lines.join(`\n  ${junction} `)}`];
}

export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** A SELECT in which nothing has been reckoned yet. */
export function plainly(select: Select): Select {
  return select.items.size > 0 || select.groups !== undefined || select.isChosen
    ? select.wrapped('events')
    : select;
}
