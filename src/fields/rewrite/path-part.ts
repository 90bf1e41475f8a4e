import {
  anyRun,
  type Expression,
  type Leaf,
  like,
  type Pattern,
  pattern,
  patternForm,
  plainText,
  text,
} from '../../ir/index.ts';
import type { Regex, RegexNode } from '../../regex/index.ts';
import type { Derivation } from '../derivations.ts';
import { exactly, type Rewriting } from '../rewriting.ts';
import { type Separator, separators } from '../separator.ts';
import { shortHive } from './hive.ts';

/** A path as a target holds it, and what its parts are separated by. */
export interface Path {
  readonly subject: Expression;
  readonly canonical: string;
  readonly separator: Separator;
}

/** A leaf over a part of a path, said of the path itself. */
export function onPath(leaf: Leaf, take: Derivation['take'], path: Path): Rewriting | undefined {
  if (leaf.kind === 'exists' && take !== 'extension')
    return exactly({ ...leaf, subject: path.subject }, assumption(take, path));
  if (take === 'hive') return onHive(leaf, path);
  if (take === 'directoryName' || take === 'key') return onFolder(leaf, take, path);
  const patterns = patternsOf(leaf);
  if (patterns === undefined || (leaf.kind !== 'like' && leaf.kind !== 'equals'))
    return onCall(leaf, take, path);
  const simple = patterns.map(written => pathPatterns(written, path.separator, take));
  if (simple.every(found => found !== undefined))
    return exactly(
      like(path.subject, simple.flat(), leaf),
      ...(simple.every(isFree) ? [] : [assumption(take, path)]),
    );
  const within = separators(path.separator).join('');
  const node = sequence([
    take === 'baseName' ? separating(path.separator) : literal('.'),
    alternation(patterns.map(written => partRegex(written, take === 'baseName' ? within : `${within}.`))),
    end,
  ]);
  return exactly(matching(leaf, path, node), assumption(take, path));

  function isFree(_: unknown, index: number): boolean {
    const written = patterns?.[index];
    return take === 'baseName' && written?.[0]?.kind === 'anyRun';
  }
}

function assumption(take: Derivation['take'], path: Path): string {
  return take === 'extension' ? `name-before-extension:${path.canonical}` : `absolute-path:${path.canonical}`;
}

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [text(String(value))]);
  return undefined;
}

/**
 * `*\cmd.exe` for `cmd.exe`, `*.exe` for `*.exe`; undefined where a run inside would reach over a separator. Where the system
 * is not known, the name follows either separator, or stands alone.
 */
function pathPatterns(
  written: Pattern,
  separator: Separator,
  take: Derivation['take'],
): readonly Pattern[] | undefined {
  const parting = separators(separator);
  if (written.some(part => part.kind === 'text' && parting.some(one => part.text.includes(one))))
    return undefined;
  const plain = plainText(written);
  if (plain === '') return undefined;
  if (plain === undefined)
    return take === 'baseName' && patternForm(written).form === 'endsWith' ? [written] : undefined;
  if (take !== 'baseName') return [pattern([anyRun, text('.'), text(plain)])];
  const after = parting.map(one => pattern([anyRun, text(one), text(plain)]));
  return separator === 'either' ? [...after, [text(plain)]] : after;
}

function onHive(leaf: Leaf, path: Path): Rewriting | undefined {
  if (leaf.kind !== 'equals') return undefined;
  const isElastic = path.subject.kind === 'field' && path.subject.vendor === 'elastic';
  const hives = leaf.values.map(value => (isElastic ? String(value) : shortHive(String(value))));
  const patterns = hives.map(hive => pattern([text(`${hive}\\`), anyRun]));
  const isSpelt = hives.some((hive, index) => hive !== String(leaf.values[index]));
  return exactly(
    like(path.subject, patterns, leaf),
    assumption('hive', path),
    ...(isSpelt ? (['registry-hive-spelling'] as const) : []),
  );
}

/** What stands before the last separator; of a registry's path, behind its hive. */
function onFolder(leaf: Leaf, take: 'directoryName' | 'key', path: Path): Rewriting | undefined {
  const patterns = patternsOf(leaf);
  if (patterns === undefined) return onCall(leaf, take, path);
  const directory = alternation(
    patterns.map(written => sequence(written.map(part => partNode(part, undefined)))),
  );
  const within = separators(path.separator).join('');
  const node = sequence([
    anchor('lineStart'),
    ...(take === 'key' ? [run(within), separating(path.separator, false)] : []),
    directory,
    separating(path.separator, false),
    run(within),
    end,
  ]);
  return exactly(matching(leaf, path, node), assumption(take, path));
}

function onCall(leaf: Leaf, take: Derivation['take'], path: Path): Rewriting | undefined {
  if (
    take === 'hive' ||
    take === 'key' ||
    leaf.kind === 'keyword' ||
    leaf.kind === 'element' ||
    leaf.kind === 'compares'
  )
    return undefined;
  return exactly({ ...leaf, subject: partCall(take, path.subject) }, assumption(take, path));
}

/** The part as a function of the path, for the leaves that no pattern or regex of the path can say. */
export function partCall(take: 'baseName' | 'extension' | 'directoryName', subject: Expression): Expression {
  return { kind: 'call', function: take, arguments: [subject], origin: subject.origin };
}

function matching(leaf: Leaf, path: Path, node: RegexNode): Leaf {
  const ignoreCase = 'casing' in leaf && leaf.casing === 'ignored';
  const regex: Regex = { node, anchoring: 'search', flags: { ignoreCase, multiline: false, dotAll: true } };
  const quantifier = 'quantifier' in leaf ? leaf.quantifier : 'any';
  return { kind: 'matches', subject: path.subject, regex, quantifier, origin: leaf.origin };
}

const end: RegexNode = { kind: 'anchor', at: 'lineEnd' };

function anchor(at: 'lineStart'): RegexNode {
  return { kind: 'anchor', at };
}

/** A separator; where the system is not known, either of them, or the start of a value that is a name alone. */
function separating(separator: Separator, orStart = true): RegexNode {
  if (separator !== 'either') return literal(separator);
  const points = separators(separator).map(one => one.charCodeAt(0));
  const either: RegexNode = {
    kind: 'class',
    ranges: points.map(point => ({ from: point, to: point })),
    negated: false,
  };
  return orStart ? alternation([anchor('lineStart'), either]) : either;
}

function literal(value: string): RegexNode {
  return { kind: 'literal', text: value };
}

function sequence(items: readonly RegexNode[]): RegexNode {
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items };
}

function alternation(options: readonly RegexNode[]): RegexNode {
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: 'alternation', options };
}

function partRegex(written: Pattern, separator: string): RegexNode {
  return sequence(written.map(part => partNode(part, separator)));
}

/** Wildcards of a name do not reach over a separator, those of an extension over a dot neither; those of a directory reach over all. */
function partNode(part: Pattern[number], separator: string | undefined): RegexNode {
  if (part.kind === 'text') return literal(part.text);
  if (part.kind === 'anyOne') return separator === undefined ? { kind: 'any' } : notSeparator(separator);
  return run(separator);
}

function run(separator: string | undefined): RegexNode {
  const node: RegexNode = separator === undefined ? { kind: 'any' } : notSeparator(separator);
  return { kind: 'repeat', node, minimum: 0, maximum: Number.POSITIVE_INFINITY, mode: 'greedy' };
}

function notSeparator(separators: string): RegexNode {
  const points = [...separators].map(separator => separator.charCodeAt(0));
  return { kind: 'class', ranges: points.map(point => ({ from: point, to: point })), negated: true };
}
