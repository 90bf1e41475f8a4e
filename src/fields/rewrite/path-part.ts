import {
  anyRun,
  type Expression,
  equals,
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

/** A path as a target holds it, and what its parts are separated by. */
export interface Path {
  readonly subject: Expression;
  readonly canonical: string;
  readonly separator: '\\' | '/';
}

/** A leaf over a part of a path, said of the path itself. */
export function onPath(leaf: Leaf, take: Derivation['take'], path: Path): Rewriting | undefined {
  if (leaf.kind === 'exists' && take !== 'extension')
    return exactly({ ...leaf, subject: path.subject }, assumption(take, path));
  if (take === 'hive' || take === 'directoryName')
    return take === 'hive' ? onHive(leaf, path) : onDirectory(leaf, path);
  const patterns = patternsOf(leaf);
  if (patterns === undefined || (leaf.kind !== 'like' && leaf.kind !== 'equals'))
    return onCall(leaf, take, path);
  const before = take === 'baseName' ? path.separator : '.';
  const simple = patterns.map(written => pathPattern(written, before, path.separator, take));
  if (simple.every(found => found !== undefined))
    return exactly(
      like(path.subject, simple, leaf),
      ...(simple.every(isFree) ? [] : [assumption(take, path)]),
    );
  const node = sequence([
    literal(before),
    alternation(
      patterns.map(written =>
        partRegex(written, take === 'baseName' ? path.separator : `${path.separator}.`),
      ),
    ),
    end,
  ]);
  return exactly(matching(leaf, path, node), assumption(take, path));

  function isFree(_: unknown, index: number): boolean {
    const written = patterns?.[index];
    return take === 'baseName' && written?.[0]?.kind === 'anyRun';
  }
}

/** The name that a path pattern `*\name` asks for, when it asks for nothing else of the path. */
export function baseNameIn(written: Pattern, separator: string): string | undefined {
  const form = patternForm(written);
  if (form.form !== 'endsWith' || !form.text.startsWith(separator)) return undefined;
  const name = form.text.slice(separator.length);
  return name === '' || /[\\/]/.test(name) ? undefined : name;
}

function assumption(take: Derivation['take'], path: Path): string {
  return take === 'extension' ? `name-before-extension:${path.canonical}` : `absolute-path:${path.canonical}`;
}

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [text(String(value))]);
  return undefined;
}

/** `*\cmd.exe` for `cmd.exe`, `*.exe` for `*.exe`; undefined where a run inside would reach over a separator. */
function pathPattern(
  written: Pattern,
  before: string,
  separator: string,
  take: Derivation['take'],
): Pattern | undefined {
  if (written.some(part => part.kind === 'text' && part.text.includes(separator))) return undefined;
  const plain = plainText(written);
  if (plain !== undefined) return plain === '' ? undefined : pattern([anyRun, text(before), text(plain)]);
  return take === 'baseName' && patternForm(written).form === 'endsWith' ? written : undefined;
}

function onHive(leaf: Leaf, path: Path): Rewriting | undefined {
  if (leaf.kind !== 'equals') return undefined;
  const patterns = leaf.values.map(value => pattern([text(`${value}\\`), anyRun]));
  return exactly(like(path.subject, patterns, leaf), assumption('hive', path));
}

function onDirectory(leaf: Leaf, path: Path): Rewriting | undefined {
  const patterns = patternsOf(leaf);
  if (patterns === undefined) return onCall(leaf, 'directoryName', path);
  const directory = alternation(
    patterns.map(written => sequence(written.map(part => partNode(part, undefined)))),
  );
  const node = sequence([anchor('lineStart'), directory, literal(path.separator), run(path.separator), end]);
  return exactly(matching(leaf, path, node), assumption('directoryName', path));
}

function onCall(leaf: Leaf, take: Derivation['take'], path: Path): Rewriting | undefined {
  if (take === 'hive' || leaf.kind === 'keyword' || leaf.kind === 'element' || leaf.kind === 'compares')
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

/** A leaf over a path, said of its base name, where it asks for that alone. */
export function onBaseName(leaf: Leaf, path: Path, name: Expression): Rewriting | undefined {
  if (leaf.kind !== 'like' || leaf.patterns.length === 0) return undefined;
  const names = leaf.patterns.map(written => baseNameIn(written, path.separator));
  if (!names.every(found => found !== undefined)) return undefined;
  return exactly(equals(name, names, leaf), `absolute-path:${path.canonical}`);
}
