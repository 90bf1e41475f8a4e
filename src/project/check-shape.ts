import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { type DataMap, type DataScalar, type DataTree, entryOf } from '../source/index.ts';

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

/** What of a document breaks its schema, each with its place. `partial`: a document that others complete may lack keys. */
export function shapeDiagnostics(tree: DataTree, schema: Shape, partial: boolean): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  new Checker(schema, found).check(tree, partial ? { ...schema, required: [] } : schema, 'the configuration');
  return found;
}

class Checker {
  readonly #defs: Readonly<Record<string, Shape>>;
  readonly #found: Diagnostic[];

  constructor(schema: Shape, found: Diagnostic[]) {
    this.#defs = schema.$defs ?? {};
    this.#found = found;
  }

  check(tree: DataTree, written: Shape, key: string): void {
    const shape = this.#chosen(tree, this.#resolved(written));
    if (!isOfType(tree, shape)) {
      const more = { key, expected: this.#words(shape), found: kindWords(tree) };
      this.#found.push(diagnose('config/wrong-type', more, tree.span));
    } else if (tree.kind === 'map') this.#map(tree, shape, key);
    else if (tree.kind === 'list') this.#list(tree, shape, key);
    else this.#scalar(tree, shape, key);
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

  #map(map: DataMap, shape: Shape, key: string): void {
    const known = Object.keys(shape.properties ?? {});
    const meant = new Set<string | undefined>();
    for (const entry of map.entries) {
      const name = entry.key.written;
      const own = known.includes(name) ? shape.properties?.[name] : shape.additionalProperties;
      if (typeof own === 'object') this.check(entry.value, own, name);
      else if (own === false) {
        const nearest = nearestName(name, known) ?? nearestName(name.replace(/ies$/, 'y'), known);
        meant.add(nearest);
        const more = { key: name, nearest, known: known.join(', ') };
        this.#found.push(diagnose('config/unknown-key', more, entry.key.span));
      }
    }
    for (const name of shape.required ?? [])
      if (entryOf(map, name) === undefined && !meant.has(name))
        this.#found.push(diagnose('config/missing-key', { key: name }, firstOf(map)));
    if (shape.properties === undefined && shape.additionalProperties === undefined)
      this.#found.push(
        diagnose(
          'config/wrong-type',
          { key, expected: this.#words(shape), found: kindWords(map) },
          firstOf(map),
        ),
      );
  }

  #list(list: Extract<DataTree, { kind: 'list' }>, shape: Shape, key: string): void {
    if (list.items.length < (shape.minItems ?? 0))
      this.#found.push(
        diagnose('config/wrong-type', { key, expected: 'a list of one or more', found: 'empty' }, list.span),
      );
    for (const item of list.items) if (shape.items !== undefined) this.check(item, shape.items, key);
  }

  #scalar({ value, written, span }: DataScalar, shape: Shape, key: string): void {
    if (shape.enum?.includes(value) === false) {
      const choices = shape.enum.map(String);
      const nearest = choices.length === 1 ? undefined : nearestName(written, choices);
      const expected = choices.length === 1 ? choices.join() : `one of ${choices.join(', ')}`;
      this.#found.push(diagnose('config/bad-value', { key, value: written, expected, nearest }, span));
    } else if (shape.pattern !== undefined && !new RegExp(shape.pattern).test(String(value))) {
      const choices = choicesOf(shape.pattern);
      const expected =
        choices.length > 0
          ? `one of ${choices.join(', ')}`
          : (patternWords[shape.pattern] ?? `what ${shape.pattern} matches`);
      const nearest = nearestName(String(written), choices);
      this.#found.push(diagnose('config/bad-value', { key, value: written, expected, nearest }, span));
    }
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
