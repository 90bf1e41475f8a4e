import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { type DataEntry, type DataMap, type DataScalar, type DataTree, entryOf } from '../source/index.ts';

/** The part of JSON Schema that the configuration's own schema is written in: editors and ruleglot read the same file. */
export interface Shape {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly required?: readonly string[];
}

/** What of a document breaks its schema, each with its place, and what is left of it without that. */
export interface CheckedShape {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing of it can be read. */
  readonly sound: DataTree | undefined;
}

/** `partial`: a document that others complete may lack keys. */
export function checkShape(tree: DataTree, schema: Shape, partial: boolean): CheckedShape {
  const diagnostics: Diagnostic[] = [];
  const checker = new Checker(schema, diagnostics);
  const sound = checker.check(tree, partial ? { ...schema, required: [] } : schema, 'the configuration');
  return { diagnostics, sound };
}

type DataList = Extract<DataTree, { kind: 'list' }>;

class Checker {
  readonly #defs: Readonly<Record<string, Shape>>;
  readonly #found: Diagnostic[];

  constructor(schema: Shape, found: Diagnostic[]) {
    this.#defs = schema.$defs ?? {};
    this.#found = found;
  }

  /** What of it is as the schema has it; undefined where it is not, or lacks what it needs. */
  check(tree: DataTree, written: Shape, key: string): DataTree | undefined {
    const shape = this.#chosen(tree, this.#resolved(written));
    if (!isOfType(tree, shape)) {
      const more = { key, expected: this.#words(shape), found: kindWords(tree) };
      this.#found.push(diagnose('config/wrong-type', more, tree.span));
      return undefined;
    }
    if (tree.kind === 'map') return this.#map(tree, shape, key);
    return tree.kind === 'list' ? this.#list(tree, shape, key) : this.#scalar(tree, shape, key);
  }

  #resolved(shape: Shape): Shape {
    const name = shape.$ref?.split('/').at(-1);
    return name === undefined ? shape : (this.#defs[name] ?? {});
  }

  /** Of alternatives, the first for this kind of value: they differ in that. */
  #chosen(tree: DataTree, shape: Shape): Shape {
    const options = shape.anyOf?.map(each => this.#resolved(each)) ?? [];
    return options.find(each => isOfType(tree, each)) ?? (options.length === 0 ? shape : { anyOf: options });
  }

  #map(map: DataMap, shape: Shape, key: string): DataMap | undefined {
    const known = Object.keys(shape.properties ?? {});
    const meant = new Set<string | undefined>();
    const entries = map.entries.flatMap(entry => {
      const name = entry.key.written;
      const own = known.includes(name) ? shape.properties?.[name] : shape.additionalProperties;
      if (typeof own === 'object') return this.#entry(entry, own, known.includes(name));
      if (own !== false) return [entry];
      const nearest = nearestName(name, known) ?? nearestName(name.replace(/ies$/, 'y'), known);
      meant.add(nearest);
      const more = { key: name, nearest, known: known.join(', ') };
      this.#found.push(diagnose('config/unknown-key', more, entry.key.span));
      return [];
    });
    const required = shape.required ?? [];
    for (const name of required)
      if (entryOf(map, name) === undefined && !meant.has(name))
        this.#found.push(diagnose('config/missing-key', { key: name }, firstOf(map)));
    const isOfNoKeys = shape.properties === undefined && shape.additionalProperties === undefined;
    if (isOfNoKeys) {
      const more = { key, expected: this.#words(shape), found: kindWords(map) };
      this.#found.push(diagnose('config/wrong-type', more, firstOf(map)));
    }
    const sound: DataMap = { ...map, entries };
    return !isOfNoKeys && required.every(name => entryOf(sound, name)) ? sound : undefined;
  }

  /** A name that the project gives is known wherever else it stands, whatever is wrong with what it is of. */
  #entry(entry: DataEntry, shape: Shape, isKnown: boolean): readonly DataEntry[] {
    const value = this.check(entry.value, shape, entry.key.written);
    if (value !== undefined) return [{ ...entry, value }];
    const isOfKeys = typesOf(this.#resolved(shape)).includes('object');
    const nothing: DataMap = { kind: 'map', entries: [], span: entry.value.span };
    return isKnown || !isOfKeys ? [] : [{ ...entry, value: nothing }];
  }

  #list(list: DataList, shape: Shape, key: string): DataList | undefined {
    const isShort = list.items.length < (shape.minItems ?? 0);
    if (isShort)
      this.#found.push(
        diagnose('config/wrong-type', { key, expected: 'a list of one or more', found: 'empty' }, list.span),
      );
    const { items } = shape;
    const sound =
      items === undefined ? list.items : list.items.flatMap(each => this.check(each, items, key) ?? []);
    return isShort ? undefined : { ...list, items: sound };
  }

  #scalar(scalar: DataScalar, shape: Shape, key: string): DataScalar | undefined {
    const { value, written, span } = scalar;
    if (shape.enum?.includes(value) === false) {
      const choices = shape.enum.map(String);
      const nearest = choices.length === 1 ? undefined : nearestName(written, choices);
      const expected = choices.length === 1 ? choices.join() : `one of ${choices.join(', ')}`;
      this.#found.push(diagnose('config/bad-value', { key, value: written, expected, nearest }, span));
      return undefined;
    }
    if (shape.pattern === undefined || new RegExp(shape.pattern).test(String(value))) return scalar;
    const choices = choicesOf(shape.pattern);
    const expected =
      choices.length > 0
        ? `one of ${choices.join(', ')}`
        : (patternWords[shape.pattern] ?? `what ${shape.pattern} matches`);
    const nearest = nearestName(String(written), choices);
    this.#found.push(diagnose('config/bad-value', { key, value: written, expected, nearest }, span));
    return undefined;
  }

  #words(shape: Shape): string {
    if (shape.enum !== undefined) return `one of ${shape.enum.join(', ')}`;
    const types = shape.anyOf?.flatMap(each => typesOf(each)) ?? typesOf(shape);
    return [...new Set(types)].map(type => typeWords[type] ?? type).join(' or ');
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'a map',
};

/** What people call the patterns that are not plain to read. */
const patternWords: Readonly<Record<string, string>> = {
  '^\\d{4}-\\d{2}-\\d{2}$': 'a day as in 2027-01-31',
  '\\S': 'some words',
  '^[A-Za-z0-9][A-Za-z0-9_.-]*$': 'letters, digits, and . _ - after the first of them',
  '^[A-Za-z][A-Za-z0-9_.-]*$': 'letters, and digits . _ - after the first of them',
  '^(ndjson|json|sarif|junit|markdown|html)=.|^github$':
    'ndjson=FILE, json=FILE, sarif=FILE, junit=FILE, markdown=FILE, html=FILE, or github',
  '^\\d+\\.\\d+\\.\\d+': 'a version as in 1.2.3',
  '^\\S+$': 'a word',
};

/** The words of a pattern that is but a list of them (`^(refused|given:.+)$`). */
function choicesOf(pattern: string): readonly string[] {
  const [, words] = /^\^\(([a-z|:.+]+)\)\$$/.exec(pattern) ?? [];
  return words === undefined ? [] : words.split('|').map(word => word.replace('.+', 'KIND'));
}

function typesOf(shape: Shape): readonly string[] {
  const { type } = shape;
  if (type !== undefined) return typeof type === 'string' ? [type] : type;
  return shape.enum === undefined ? [] : [...new Set(shape.enum.map(each => typeof each))];
}

function isOfType(tree: DataTree, shape: Shape): boolean {
  const types = typesOf(shape);
  if (shape.anyOf !== undefined) return false;
  return types.length === 0 || types.includes(typeOf(tree));
}

function typeOf(tree: DataTree): string {
  if (tree.kind === 'map') return 'object';
  if (tree.kind === 'list') return 'array';
  return tree.value === null ? 'null' : typeof tree.value;
}

function kindWords(tree: DataTree): string {
  const type = typeOf(tree);
  return type === 'null' ? 'nothing' : (typeWords[type] ?? type);
}

/** Where a map begins: all of it would be underlined else. */
function firstOf(map: DataMap): DataMap['span'] {
  return map.entries[0]?.key.span ?? map.span;
}
