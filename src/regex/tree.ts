/**
 * A regular expression free of any dialect. What a dialect writes (escapes, POSIX classes, inline flags) is gone;
 * what it means is here. Code points, not UTF-16 units.
 */
export interface Regex {
  readonly node: RegexNode;
  /** `search`: found anywhere; `start`: from the first character (Python's re.match); `whole`: the whole value (Lucene, EQL, ES|QL). */
  readonly anchoring: 'search' | 'start' | 'whole';
  readonly flags: RegexFlags;
}

export interface RegexFlags {
  /** Characters with the same lower-case form are the same; ASCII ones match ASCII ones alone. */
  readonly ignoreCase: boolean;
  /** `^` and `$` also match at line ends. */
  readonly multiline: boolean;
  /** `.` also matches `\n`; no other character is a newline to a tree (parsers spell Java's others out). */
  readonly dotAll: boolean;
}

export type RegexNode =
  | { readonly kind: 'empty' }
  /** The language without a word (Lucene's `#`). */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'literal'; readonly text: string }
  /** `.`: what it leaves out is said by the flags in force. */
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly ranges: readonly CharacterRange[]; readonly negated: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'alternation'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly node: RegexNode;
      readonly minimum: number;
      /** Infinity when unbounded. */
      readonly maximum: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'group'; readonly node: RegexNode; readonly index: number; readonly name?: string }
  /** `(?>…)`. */
  | { readonly kind: 'atomic'; readonly node: RegexNode }
  /** `(?i:…)` or the rest of a group after `(?i)`: flags that this part adds or takes away. */
  | { readonly kind: 'flagged'; readonly node: RegexNode; readonly flags: Partial<RegexFlags> }
  | { readonly kind: 'anchor'; readonly at: RegexAnchor }
  | {
      readonly kind: 'look';
      readonly node: RegexNode;
      readonly direction: 'ahead' | 'behind';
      readonly negated: boolean;
    }
  | { readonly kind: 'backReference'; readonly to: number | string }
  /** Lucene's `~`, `&` and `<1-100>`. */
  | { readonly kind: 'complement'; readonly node: RegexNode }
  | { readonly kind: 'intersection'; readonly nodes: readonly RegexNode[] }
  | {
      readonly kind: 'interval';
      readonly from: number;
      readonly to: number;
      readonly digits: number | undefined;
    };

/**
 * `lineStart` and `lineEnd` are `^` and `$`, whose meaning depends on `multiline`: not multiline, the start, and the end or
 * before a last newline; multiline, also after each newline but a last one, and before each. The text ones are `\A`, `\z`, `\Z`.
 * `afterNewline` is Python's multiline `^`: also after a last newline. Words are ASCII, save in the Unicode ones.
 */
export type RegexAnchor =
  | 'lineStart'
  | 'lineEnd'
  | 'textStart'
  | 'textEnd'
  | 'textEndOrNewline'
  | 'wordBoundary'
  | 'notWordBoundary'
  | 'afterNewline'
  | 'unicodeWordBoundary'
  | 'notUnicodeWordBoundary';

/** Inclusive, in code points. */
export interface CharacterRange {
  readonly from: number;
  readonly to: number;
}
