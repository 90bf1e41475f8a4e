import { type Expression, printExpression } from '../../../ir/index.ts';

/**
 * What Python can find where a field is read. The kinds exclude each other and leave nothing out. An empty list and an empty dictionary
 * are a list and a mapping here, while to the IR they are no value.
 */
export type Kind = 'absent' | 'null' | 'text' | 'number' | 'boolean' | 'list' | 'mapping';

export const kinds: readonly Kind[] = ['absent', 'null', 'text', 'number', 'boolean', 'list', 'mapping'];

/** Where a value of the event is read: by a path of keys, as an element of a list, or as any value of the event. */
export interface Place {
  readonly id: number;
  readonly type: 'field' | 'element' | 'anyValue';
  /** Name in the IR, keys joined by dots; within an element the full name. */
  readonly field: string;
  /** As assumptions name it: elements of a list are `target[]`. */
  readonly written: string;
  /** The mapping that holds the key, or the list that holds the element; absent at the top. */
  readonly parent: Place | undefined;
  /** What is made of the parent, and has a value where that can be made: the address of a text. */
  readonly expression?: Expression;
  /** An element of a list by its position. */
  readonly isElement?: true;
  /** Within the JSON of a text: which text, and the path there. */
  readonly json?: { readonly text: Expression; readonly path: string };
}

/** A place and all that it stands in. */
export function* withAncestors(place: Place): Generator<Place> {
  for (let each: Place | undefined = place; each !== undefined; each = each.parent) yield each;
}

/**
 * How much a use says of what a field is meant to be: 1 a default or a look within, 2 a comparison by `is`, 3 a comparison, 4 an
 * operation that raises for other kinds.
 */
export type Weight = 1 | 2 | 3 | 4 | 5;

/** Panther's lists of what it finds in an event: https://docs.panther.com/search/panther-fields#indicator-fields */
const indicators = /^p_any_/i;

/** The places that a module reads, and what it takes their values for. */
export class Places {
  private readonly known = new Map<string, Place>();
  private readonly votes = new Map<Place, Map<Kind, number>>();
  readonly all: Place[] = [];
  /** Of which a text stands for what is missing. */
  readonly texts = new Set<Place>();
  /** Of which a dict stands for what is missing. */
  readonly mappings = new Set<Place>();

  /** Keys are looked up whatever their case; the first spelling stays. */
  key(parent: Place | undefined, key: string): Place {
    if (parent?.json !== undefined) return this.jsonKey(parent, parent.json, key);
    const within = parent === undefined ? '' : `${parent.id}`;
    const prefix = parent === undefined ? '' : `${parent.field}.`;
    const written = parent === undefined ? key : `${parent.written}.${key}`;
    const place = this.make(`${within}.${key.toLowerCase()}`, 'field', `${prefix}${key}`, written, parent);
    if (parent === undefined && indicators.test(key)) this.vote(place, 'list', 5);
    return place;
  }

  /** What `deep_walk` finds: all values at the end of a path, lists on the way opened, case exact. */
  walk(parent: Place | undefined, path: readonly string[]): Place {
    const field = [...(parent === undefined ? [] : [parent.field]), ...path].join('.');
    return this.make(`walk ${parent?.id ?? ''} ${field}`, 'field', field, field, parent);
  }

  element(list: Place): Place {
    return this.make(`${list.id}[]`, 'element', list.field, `${list.written}[]`, list);
  }

  /** A value made of others, which is there only where it can be made. */
  made(expression: Expression, of: readonly Place[]): Place {
    const written = printExpression(expression);
    const key = `${of.map(place => place.id).join(' ')} ${written}`;
    return this.make(key, 'field', written, written, of[0], { expression });
  }

  /** The object that a text holds as JSON. */
  jsonRoot(text: Expression, of: Place): Place {
    const key = `json ${of.id} ${printExpression(text)}`;
    return this.make(key, 'field', of.field, of.written, of, { json: { text, path: '' } });
  }

  /** What a list of one value holds. */
  onlyElement(list: Place): Place {
    const made = { isElement: true } as const;
    return this.make(`${list.id}[0]`, 'field', list.field, `${list.written}[0]`, list, made);
  }

  /** Keys of JSON are as they are written. */
  private jsonKey(parent: Place, { text, path }: NonNullable<Place['json']>, key: string): Place {
    const isPlain = /^[A-Za-z_][\w-]*$/.test(key);
    const whole = isPlain ? `${path === '' ? '' : `${path}.`}${key}` : `${path}['${key}']`;
    return this.jsonStep(parent, text, whole, `${parent.written}.${key}`, {});
  }

  /** An element of a list in JSON, counted from 0. */
  jsonElement(list: Place, { text, path }: NonNullable<Place['json']>, position: number): Place {
    const written = `${list.written}[${position}]`;
    return this.jsonStep(list, text, `${path}[${position}]`, written, { isElement: true });
  }

  private jsonStep(
    parent: Place,
    text: Expression,
    path: string,
    written: string,
    more: Pick<Place, 'isElement'>,
  ): Place {
    const at: Expression = { kind: 'literal', value: path, origin: [] };
    const { origin } = text;
    const expression: Expression = { kind: 'call', function: 'jsonExtract', arguments: [text, at], origin };
    const made = { expression, json: { text, path }, ...more };
    return this.make(`${parent.id}${path}`, 'field', printExpression(expression), written, parent, made);
  }

  anyValue(): Place {
    return this.make('*', 'anyValue', '*', '*', undefined);
  }

  /** The module uses the value as one of this kind; the weightier use says what the field is taken for. */
  vote(place: Place, kind: Kind, weight: Weight): void {
    const votes = this.votes.get(place) ?? new Map<Kind, number>();
    this.votes.set(place, votes.set(kind, Math.max(weight, votes.get(kind) ?? 0)));
  }

  /** The kind most weightily used, the first of them where there are several; undefined when nothing tells. */
  preferred(place: Place): Kind | undefined {
    const kind = this.mostUsed(place);
    return kind === 'list' && this.mappings.has(place) && !this.holdsMore(place) ? 'mapping' : kind;
  }

  /** Of what stands in a list rules ask for more; a text that is gone through may as well be a key of the dict that is its default. */
  private holdsMore(list: Place): boolean {
    const element = this.known.get(`${list.id}[]`);
    const kind = element && this.mostUsed(element);
    return kind === 'mapping' || kind === 'list';
  }

  private mostUsed(place: Place): Kind | undefined {
    let best: Kind | undefined;
    let most = 0;
    for (const [kind, weight] of this.votes.get(place) ?? []) {
      if (weight > most) [best, most] = [kind, weight];
    }
    return best;
  }

  private make(
    key: string,
    type: Place['type'],
    field: string,
    written: string,
    parent: Place | undefined,
    made: Pick<Place, 'expression' | 'json' | 'isElement'> = {},
  ): Place {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const place: Place = { id: this.all.length, type, field, written, parent, ...made };
    this.known.set(key, place);
    this.all.push(place);
    return place;
  }
}
