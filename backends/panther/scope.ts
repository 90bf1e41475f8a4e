import { type Expression, type Field, keysOf, type Predicate, type Profile } from '../../src/ir/index.ts';
import { pythonString, variableName } from './literal.ts';

/** How a field's value is read: as it is, as text, as text in lower case. */
export type Reading = 'raw' | 'text' | 'folded';

/** A read of a field that the rule keeps in a variable. */
interface Variable {
  readonly name: string;
  readonly code: string;
}

/** Functions of the module that a rule may need. */
export type Support =
  | 'in_networks'
  | 'values'
  | 'texts'
  | 'number'
  | 'date_part'
  | 'only'
  | 'moment'
  | 'seconds_between'
  | 'between'
  | 'directory_name'
  | 'extension'
  | 'decode_base64'
  | 'decode_url'
  | 'json_value'
  | 'round_half_up'
  | 'number_from'
  | 'any_number'
  | 'number_text'
  | 'metres_between';

/** One of several values: a variable, which holds None where there is no such value if `mayLack`. */
export interface Bound {
  readonly name: string;
  readonly mayLack: boolean;
}

/** Prints a condition on one line. */
export type PrintCondition = (when: Predicate, reader: Reader) => string;

/** What the printing of an expression asks of the module that it stands in. */
export interface Reader {
  readonly isList: (field: Field) => boolean;
  readonly read: (field: Field, reading: Reading) => string;
  readonly constant: (field: string, role: string, values: readonly string[]) => string;
  readonly expressionConstant: (field: string, role: string, code: string) => string;
  readonly inElement: (prefix: string) => Reader;
  /** Reads fields of one object of a list, where they are used. */
  readonly isInElement?: true;
  /** The list of a field's values, whether or not it may have several. */
  readonly readAll: (field: Field) => string;
  /** What stands for an expression of several values while a test runs on one of them. */
  readonly bound?: ReadonlyMap<Expression, Bound>;
  readonly withBound: (bound: ReadonlyMap<Expression, Bound>) => Reader;
  /** A variable of the rule for a value that is used more than once, known by its key. */
  readonly keep: (key: string, wanted: string, code: string) => string;
  /** A condition on one line; of the whole event, whatever is bound. */
  readonly condition: (when: Predicate) => string;
  readonly imports: Set<string>;
  readonly support: Set<Support>;
}

/**
 * What the module of one rule needs beside the expression: variables for the fields it reads, constants for its lists,
 * imports, functions. Names are given in the order of use, so that the same rule gives the same module.
 */
export class Scope implements Reader {
  readonly profile: Profile;
  readonly #variables = new Map<string, Variable>();
  readonly #constants = new Map<string, readonly string[] | string>();
  readonly #names = new Set<string>();
  readonly #notTexts: ReadonlySet<string>;
  readonly imports = new Set<string>();
  readonly support = new Set<Support>();

  readonly #print: PrintCondition;

  /** `notTexts`: fields that the rule compares with numbers or Booleans, and so may hold some. */
  constructor(profile: Profile, print: PrintCondition, notTexts: ReadonlySet<string> = new Set()) {
    this.profile = profile;
    this.#notTexts = notTexts;
    this.#print = print;
  }

  condition(when: Predicate): string {
    return this.#print(when, this);
  }

  withBound(bound: ReadonlyMap<Expression, Bound>): Reader {
    return bind(this, bound);
  }

  keep(key: string, wanted: string, code: string): string {
    const known = this.#variables.get(key);
    if (known !== undefined) return known.name;
    const name = this.freeName(wanted);
    this.#variables.set(key, { name, code });
    return name;
  }

  /** The scope of a test on one object of a list: the same module, fields read from `item` where they are used. */
  inElement(prefix: string): Reader {
    const reader: Reader = {
      isInElement: true,
      isList: () => false,
      read: (field, reading) =>
        readItem(
          field,
          field.name.startsWith(prefix) ? field.name.slice(prefix.length) : field.name,
          reading,
        ),
      constant: (field, role, values) => this.constant(field, role, values),
      expressionConstant: (field, role, code) => this.expressionConstant(field, role, code),
      inElement: inner => this.inElement(inner),
      readAll: field => {
        const name = field.name.startsWith(prefix) ? field.name.slice(prefix.length) : field.name;
        return `[each for each in [${readItem(field, name, 'raw')}] if each is not None]`;
      },
      withBound: bound => bind(reader, bound),
      keep: (_key, _wanted, code) => code,
      condition: when => this.#print(when, reader),
      imports: this.imports,
      support: this.support,
    };
    return reader;
  }

  isList(field: Field): boolean {
    return this.profile.isMultiValued(field.name);
  }

  /** The variable that holds a field's value; of a list field, the list of its values. */
  read(field: Field, reading: Reading): string {
    const key = `${reading} ${field.name}`;
    const known = this.#variables.get(key);
    if (known !== undefined) return known.name;
    const name = this.freeName(this.wantedName(field, reading));
    this.#variables.set(key, {
      name,
      code: this.isList(field) ? this.readList(field, reading) : readOne(field, reading, this.isText(field)),
    });
    return name;
  }

  readAll(field: Field): string {
    const key = `all ${field.name}`;
    const known = this.#variables.get(this.isList(field) ? `raw ${field.name}` : key);
    if (known !== undefined) return known.name;
    if (this.isList(field)) return this.read(field, 'raw');
    const name = this.freeName(`all_${variableName(field.name.split('.').at(-1) ?? field.name)}`);
    this.#variables.set(key, { name, code: this.readList(field, 'raw') });
    return name;
  }

  /** A module constant for a list of values (source texts), named after the field and what the values are. */
  constant(field: string, role: string, values: readonly string[]): string {
    const same = [...this.#constants].find(
      ([, held]) => Array.isArray(held) && held.join() === values.join(),
    );
    if (same !== undefined) return same[0];
    return this.define(`${variableName(field.split('.').at(-1) ?? field)}_${role}`.toUpperCase(), values);
  }

  /** A module constant with an expression of its own (a compiled regex). */
  expressionConstant(field: string, role: string, code: string): string {
    const same = [...this.#constants].find(([, held]) => held === code);
    if (same !== undefined) return same[0];
    return this.define(`${variableName(field.split('.').at(-1) ?? field)}_${role}`.toUpperCase(), code);
  }

  variables(): readonly Variable[] {
    return [...this.#variables.values()];
  }

  constants(): ReadonlyMap<string, readonly string[] | string> {
    return this.#constants;
  }

  private define(wanted: string, held: readonly string[] | string): string {
    const name = this.freeName(wanted);
    this.#constants.set(name, held);
    return name;
  }

  private wantedName(field: Field, reading: Reading): string {
    const parts = field.name.split('.');
    const short = variableName(parts.at(-1) ?? field.name);
    const taken = [...this.#variables.keys()].some(key => key.endsWith(` ${field.name}`));
    if (taken)
      return reading === 'folded' ? `${short}_lower` : reading === 'text' ? `${short}_text` : `${short}_raw`;
    return this.#names.has(short) ? variableName(parts.slice(-2).join('_')) : short;
  }

  private freeName(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#names.has(name); number++) name = `${wanted}_${number}`;
    this.#names.add(name);
    return name;
  }

  private isText(field: Field): boolean {
    return isSurelyText(field) && !this.#notTexts.has(field.name);
  }

  private readList(field: Field, reading: Reading): string {
    this.support.add('values');
    const path = pathArguments(field.name);
    if (reading === 'raw') return `values(event, ${path})`;
    const text = this.isText(field) ? 'value' : 'str(value)';
    return `[${text}${reading === 'folded' ? '.lower()' : ''} for value in values(event, ${path})]`;
  }
}

function bind(of: Reader, bound: ReadonlyMap<Expression, Bound>): Reader {
  const reader: Reader = {
    isList: field => of.isList(field) && !bound.has(field),
    read: (field, reading) => of.read(field, reading),
    readAll: field => of.readAll(field),
    constant: (field, role, values) => of.constant(field, role, values),
    expressionConstant: (field, role, code) => of.expressionConstant(field, role, code),
    inElement: prefix => of.inElement(prefix),
    withBound: inner => bind(of, new Map([...bound, ...inner])),
    keep: (key, wanted, code) => of.keep(key, wanted, code),
    condition: when => of.condition(when),
    bound,
    imports: of.imports,
    support: of.support,
  };
  return reader;
}

/**
 * `deep_get` gives its default for a stored null too, which `get` does not; so texts are never None.
 * A value that no schema calls a text is made one.
 */
function readOne(field: Field, reading: Reading, isText: boolean): string {
  const path = pathArguments(field.name);
  if (reading === 'raw') return field.name.includes('.') ? `event.deep_get(${path})` : `event.get(${path})`;
  const text = isText ? `event.deep_get(${path}, default="")` : `str(event.deep_get(${path}, default=""))`;
  return reading === 'folded' ? `${text}.lower()` : text;
}

/** Fields that no product holds as a number or a Boolean; any other is made a text before it is compared as one. */
export function isSurelyText(field: Field): boolean {
  const name = field.canonical ?? field.name;
  return (
    field.type === 'string' &&
    /(?:^|[._])(?:name|path|executable|command_line|directory|original|domain|url|query|extension|description|company|product|arn|email|provider|channel|action|text|strings|hostname)$/i.test(
      name,
    )
  );
}

/** The objects of a list are mappings without `deep_get`. */
function readItem(field: Field, path: string, reading: Reading): string {
  const parts = keysOf(path).map(pythonString);
  const last = parts.pop() ?? '""';
  const holder = parts.reduce((code, part) => `(${code}.get(${part}) or {})`, 'item');
  const raw = `${holder}.get(${last})`;
  if (reading === 'raw') return raw;
  const text = isSurelyText(field) ? `(${raw} or "")` : `str("" if ${raw} is None else ${raw})`;
  return reading === 'folded' ? `${text}.lower()` : text;
}

export function pathArguments(name: string): string {
  return keysOf(name).map(pythonString).join(', ');
}
