import type { Diagnostic } from '../../../diagnostics/index.ts';
import { type Network, printExpression, type Expression as Subject } from '../../../ir/index.ts';
import type { FunctionDefinition } from '../ast.ts';
import type { Environment } from './environment.ts';
import type { Formula } from './formula.ts';
import type { Iterable } from './iterable.ts';
import type { Piece, Separator } from './piece.ts';
import type { Place } from './place.ts';

/** A value under the condition that it is the one. The conditions of a guarded value exclude each other and leave nothing out. */
export interface Branch {
  readonly when: Formula;
  readonly value: Value;
}

export type Guarded = readonly Branch[];

/** What a regex has found. */
export interface MatchValue {
  readonly kind: 'match';
  /** The text that it was looked for in, the regex, and the function that did. */
  readonly of?: DerivedText | Extract<Value, { kind: 'text' }>;
  readonly regex?: Extract<Value, { kind: 'regex' }>;
  readonly name?: string;
}

/** What an expression can be, as far as the event leaves it open. */
export type Value =
  | { readonly kind: 'none' }
  /** A boolean: true where the formula is. */
  | { readonly kind: 'truth'; readonly when: Formula }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly float?: true }
  | {
      readonly kind: 'collection';
      readonly type: 'list' | 'tuple' | 'set';
      readonly items: readonly Guarded[];
      /** Of a named tuple: what its items are called. */
      readonly names?: readonly string[];
    }
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [Value, Guarded])[] }
  /** What stands at a place of the event: of any kind but absent and null. */
  | FieldValue
  | DerivedText
  | DerivedNumber
  | PiecesValue
  | BytesValue
  | EventValue
  /** What `json.loads` makes of a text: a dict. */
  | { readonly kind: 'json'; readonly root: Place }
  /** Anything within the event, on the way of a function that visits all of it. */
  | { readonly kind: 'node'; readonly shape: 'any' | 'list' | 'mapping'; readonly plain: boolean }
  /** A generator or what a comprehension makes; the type is of the comprehension. */
  | { readonly kind: 'iterable'; readonly type: 'generator' | 'list' | 'set'; readonly of: Iterable }
  /** How many pieces there are of a text, which is one or more. */
  /** How many pieces a text has, or separators, which are one less. */
  | { readonly kind: 'pieceCount'; readonly of: PiecesValue; readonly less: 0 | 1 }
  /** How many there are of an iterable, as far as it matters whether there is any. */
  | { readonly kind: 'count'; readonly of: Iterable }
  | { readonly kind: 'function'; readonly definition: FunctionDefinition; readonly closure: Environment }
  | LambdaValue
  /** A function or module of Python's library, by its full name. */
  | { readonly kind: 'builtin'; readonly name: string }
  /** A module beside the rule's. */
  | { readonly kind: 'module'; readonly name: string; readonly environment: Environment }
  | { readonly kind: 'method'; readonly of: Value; readonly name: string }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: RegexFlagLetters }
  | { readonly kind: 'flags'; readonly flags: RegexFlagLetters }
  | MatchValue
  | { readonly kind: 'network'; readonly network: Network }
  | AddressValue
  | TimeValue
  | Raised
  /** Refuses the rule that depends on it. A misfit is what an operation gives for kinds that it is not meant for. */
  | { readonly kind: 'unknown'; readonly problem: Diagnostic; readonly misfit: boolean }
  /** How a block ends, beside a value that it returns. */
  | { readonly kind: 'control'; readonly word: 'fall' | 'break' | 'continue' };

/** `plain`: dicts and lists of Python; else the immutable ones of the event, which are neither dict nor list. */
export interface FieldValue {
  readonly kind: 'field';
  readonly place: Place;
  readonly plain: boolean;
  /** Found not to be true, as an operand of `and` that decides it. */
  readonly falsy?: boolean;
}

export interface EventValue {
  readonly kind: 'event';
  readonly plain: boolean;
}

/** A text made of fields. It has a value wherever it stands. */
export interface DerivedText {
  readonly kind: 'derivedText';
  readonly subject: Subject;
  /** Lower-cased or upper-cased, which the subject is not. */
  readonly letters: 'exact' | 'lower' | 'upper';
  /** One of the pieces of a split. */
  readonly piece?: Piece;
  readonly places: readonly Place[];
  /** The subject is this field, and `str()` wrote it: a boolean is `True`, not `true`. */
  readonly spelled?: Place;
}

/** The bytes of a text in UTF-8, or a digest whose digits are the text. */
export interface BytesValue {
  readonly kind: 'bytes';
  readonly text: DerivedText | Extract<Value, { kind: 'text' }>;
  readonly isDigest?: boolean;
}

/** A text split at each of some characters, or at a text: everywhere, or once from either end. */
export interface PiecesValue {
  readonly kind: 'pieces';
  readonly of: DerivedText;
  readonly separator: Separator;
  readonly once?: 'first' | 'last';
}

export interface DerivedNumber {
  readonly kind: 'derivedNumber';
  /** Written with a point, also where it is whole. */
  readonly float?: true;
  readonly subject: Subject;
  readonly places: readonly Place[];
}

export interface LambdaValue {
  readonly kind: 'lambda';
  readonly lambda: Extract<import('../ast.ts').Expression, { kind: 'lambda' }>;
  readonly closure: Environment;
}

export interface AddressValue {
  readonly kind: 'address';
  readonly subject: Subject;
  readonly places: readonly Place[];
  /** There where the text is an address. */
  readonly made: Place;
  /** The network of this address alone, which is in no other one. */
  readonly isNetwork?: boolean;
  /** An IPv4 address in an IPv6 one was taken out of it, where this holds; elsewhere it is as it was. */
  readonly unwrapped?: Formula;
}

/** A point in time; its parts are read in its own zone, or in UTC. */
export interface TimeValue {
  readonly kind: 'time';
  readonly subject: Subject;
  readonly places: readonly Place[];
  readonly utc: boolean;
}

export interface Raised {
  readonly kind: 'raised';
  readonly exception: string;
}

export interface RegexFlagLetters {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  /** Flags without a place in the tree are written into the pattern (`x`, `a`). */
  readonly inline: string;
}

export const noneValue: Value = { kind: 'none' };
export const fall: Value = { kind: 'control', word: 'fall' };

export function textValue(text: string): Value {
  return { kind: 'text', text };
}

export function numberValue(value: number, isFloat = false): Value {
  return { kind: 'number', value, ...(isFloat ? { float: true } : {}) };
}

export function raised(exception: string): Raised {
  return { kind: 'raised', exception };
}

/** Whether a value of its own is worth following for itself: what fails is the same everywhere. */
export function isFollowed({ value }: Branch): boolean {
  return value.kind !== 'control';
}

/** Values of one key are the same value, and their branches are joined; undefined when only the same object is. */
export function valueKey(value: Value): string | undefined {
  switch (value.kind) {
    case 'none':
      return value.kind;
    case 'match':
      return matchKey(value);
    case 'text':
      return `text ${value.text}`;
    case 'number':
      return `number ${value.value} ${value.float}`;
    case 'field':
      return `field ${value.place.id} ${value.plain} ${value.falsy}`;
    case 'event':
    case 'node':
      return JSON.stringify(value);
    case 'raised':
      return `raised ${value.exception}`;
    case 'builtin':
      return `builtin ${value.name}`;
    case 'control':
      return value.word;
    case 'unknown':
      return `unknown ${value.problem.message} ${value.problem.span?.start}`;
    case 'collection':
      return value.items.length === 0 ? `empty ${value.type}` : undefined;
    case 'dictionary':
      return value.entries.length === 0 ? 'empty dictionary' : undefined;
    default:
      return undefined;
  }
}

function matchKey({ of, regex, name }: MatchValue): string {
  if (of === undefined) return 'match';
  const text = of.kind === 'text' ? of.text : `${of.letters} ${printExpression(of.subject)}`;
  return `match ${name} ${JSON.stringify(regex)} ${of.kind} ${text}`;
}
