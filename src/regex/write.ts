import { absorbRuns } from './absorb.ts';
import { withoutCaptures } from './captures.ts';
import { coreOf } from './core-of.ts';
import { isTooLarge } from './effort.ts';
import { some } from './measure.ts';
import type { RegexDialect } from './named-classes.ts';
import { relax } from './possessive.ts';
import { reanchor } from './reanchor.ts';
import { withoutAnchors } from './resolve-anchors.ts';
import { singleLineCore, singleLineTree, withDollar } from './single-line.ts';
import type { Regex, RegexFlags, RegexNode } from './tree.ts';
import { withoutEmpty } from './without-empty.ts';
import { bearsOuterFlag, writeLucene } from './write-lucene.ts';
import { flagLetters, hasForeignCase, Lacking, writePerl } from './write-perl.ts';

export interface RegexUse {
  readonly dialect: RegexDialect;
  /** How the language applies the text: found anywhere, from the start (Python's re.match), or to the whole value (Lucene). */
  readonly use: Regex['anchoring'];
  /** The caller can set a flag that ignores case outside of the text; `ignoreCase` of the result says whether it must. */
  readonly ignoreCaseOutside?: boolean;
  /** The caller vouches that no value has a newline, vertical tab or form feed, so that `.`, `$` and `\s` need no care for them; see `given`. */
  readonly singleLine?: boolean;
  /** The caller vouches that no value has a line break: the end of the value is `$`, which all engines know; see `given`. */
  readonly dollar?: boolean;
  /** In UTF-16 units; Lucene's default is that of `index.max_regex_length`. */
  readonly maximumLength?: number;
}

export type WrittenRegex =
  | {
      readonly text: string;
      readonly lacks?: undefined;
      /** The flag outside must ignore case. */
      readonly ignoreCase: boolean;
      /** What the text relies on: that values are single lines. */
      readonly given: readonly 'no-line-breaks'[];
      /** Whether Lucene may refuse it for the size of its automaton, which takes long to tell. */
      readonly isTooLarge?: () => boolean;
    }
  /** What the dialect has no way to say, for a message: `lacks` fits after "Lucene regular expressions lack …". */
  | { readonly lacks: string; readonly text?: undefined };

/** https://www.elastic.co/docs/reference/elasticsearch/index-settings/index-modules#index-max-regex-length */
const luceneLength = 1_000;

const lineAssumption = ['no-line-breaks'] as const;

/** A dialect is asked whether it holds a regex, and then for its text. */
const written = new WeakMap<Regex, Map<string, WrittenRegex>>();

/** The text of a regex in a dialect. What the dialect lacks is rewritten where that is exact, and else told. */
export function writeRegex(regex: Regex, use: RegexUse): WrittenRegex {
  const { dialect, use: applied, ignoreCaseOutside, singleLine, dollar, maximumLength } = use;
  const key = [dialect, applied, ignoreCaseOutside, singleLine, dollar, maximumLength].join();
  const known = written.get(regex) ?? new Map<string, WrittenRegex>();
  written.set(regex, known);
  const result = known.get(key) ?? write(regex, use);
  known.set(key, result);
  return result;
}

function write(regex: Regex, use: RegexUse): WrittenRegex {
  try {
    const result = use.dialect === 'lucene' ? toLucene(regex, use) : toPerl(regex, use);
    const limit = use.maximumLength ?? (use.dialect === 'lucene' ? luceneLength : Number.POSITIVE_INFINITY);
    if (result.text.length > limit) return { lacks: `room for more than ${limit} characters` };
    return result;
  } catch (error) {
    if (!(error instanceof Lacking)) throw error;
    return { lacks: error.message };
  }
}

function toLucene(regex: Regex, use: RegexUse) {
  if (use.use !== 'whole') throw new Lacking('any use but on whole values');
  const core = relax(coreOf(regex), regex.anchoring !== 'whole');
  const single = use.singleLine ? singleLineCore(core) : core;
  const given = single === core || JSON.stringify(single) === JSON.stringify(core) ? [] : lineAssumption;
  const resolved = withoutAnchors(withoutCaptures(single), regex.anchoring);
  if ('lacks' in resolved) throw new Lacking(resolved.lacks);
  const whole = absorbRuns(resolved.core);
  if (whole.kind === 'empty') return { text: '', ignoreCase: false, given };
  const exact = writeLucene(whole, false);
  const mayFold = use.ignoreCaseOutside === true && regex.flags.ignoreCase && bearsOuterFlag(whole);
  const folded = mayFold ? writeLucene(whole, true) : exact;
  return { text: folded, ignoreCase: folded !== exact, given, isTooLarge: () => isTooLarge(whole) };
}

function toPerl(regex: Regex, use: RegexUse) {
  const { dialect } = use;
  const exact = reanchor(withoutEmpty(regex), use.use);
  const node = use.singleLine ? singleLineTree(exact) : use.dollar ? withDollar(exact) : exact;
  const given = node === exact || JSON.stringify(node) === JSON.stringify(exact) ? [] : lineAssumption;
  const ignoreCase = use.ignoreCaseOutside === true && regex.flags.ignoreCase;
  const { text, ascii } =
    dialect === 'python'
      ? pythonText(node, regex.flags)
      : { text: writePerl(node, regex.flags, { dialect, ascii: true }), ascii: false };
  const letters = [
    ...(regex.flags.ignoreCase && !ignoreCase ? [flagLetters.ignoreCase] : []),
    ...(regex.flags.multiline && hasAnchor(node, ['lineStart', 'lineEnd', 'afterNewline'])
      ? [flagLetters.multiline]
      : []),
    ...(regex.flags.dotAll && some(node, ({ kind }) => kind === 'any') ? [flagLetters.dotAll] : []),
    ...(ascii ? ['a'] : []),
    ...(dialect === 'java' ? javaLetters(node, regex.flags) : []),
  ].join('');
  return { text: letters === '' ? text : `(?${letters})${text}`, ignoreCase, given };
}

function hasAnchor(node: RegexNode, anchors: readonly string[]): boolean {
  return some(node, part => part.kind === 'anchor' && anchors.includes(part.at));
}

/** Python's shorthands and boundaries are ASCII under `(?a)`, which a pattern with Unicode's own cannot take. */
function pythonText(node: RegexNode, flags: RegexFlags): { readonly text: string; readonly ascii: boolean } {
  const text = writePerl(node, flags, { dialect: 'python', ascii: true });
  if (!/\\[wWsSbB]/.test(text.replaceAll('\\\\', '').replaceAll('[\\s\\S]', '')))
    return { text, ascii: false };
  const unicode = some(node, part => part.kind === 'anchor' && /unicode/i.test(part.at));
  if (!unicode && !foldsForeign(node, flags)) return { text, ascii: true };
  return { text: writePerl(node, flags, { dialect: 'python', ascii: false }), ascii: false };
}

function isMultiline(node: RegexNode): boolean {
  return node.kind === 'flagged' && node.flags.multiline === true;
}

function foldsForeign(node: RegexNode, flags: RegexFlags): boolean {
  return (flags.ignoreCase || some(node, ({ kind }) => kind === 'flagged')) && some(node, hasForeignCase);
}

/** `(?d)`: `\n` alone ends a line; `(?u)`: case is ignored beyond ASCII. */
function javaLetters(node: RegexNode, flags: RegexFlags): readonly string[] {
  const lines =
    (!flags.dotAll && some(node, ({ kind }) => kind === 'any')) ||
    hasAnchor(node, ['lineEnd', 'textEndOrNewline']) ||
    (hasAnchor(node, ['lineStart']) && (flags.multiline || some(node, isMultiline)));
  return [...(lines ? ['d'] : []), ...(foldsForeign(node, flags) ? ['u'] : [])];
}
