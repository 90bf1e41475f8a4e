import {
  always,
  anyRun,
  type Expression,
  equals,
  exists,
  type Leaf,
  like,
  type Pattern,
  pattern,
  patternForm,
  plainText,
  text,
} from '../../ir/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';
import { separators } from '../separator.ts';
import type { Path } from './path-part.ts';

/** A leaf over a path, said of its base name, where it asks for that alone. */
export function onBaseName(leaf: Leaf, path: Path, name: Expression): Rewriting | undefined {
  if (leaf.kind !== 'like' || leaf.patterns.length === 0) return undefined;
  const parting = separators(path.separator);
  const names = parting.map(one => leaf.patterns.flatMap(written => baseNameIn(written, one) ?? []));
  const [first = [], ...others] = names;
  const covered = leaf.patterns.every(written =>
    parting.some(
      one =>
        baseNameIn(written, one) !== undefined ||
        (parting.length > 1 && first.includes(plainText(written) ?? '')),
    ),
  );
  if (!covered || first.length === 0) return undefined;
  if (!others.every(other => other.length === first.length && other.every(one => first.includes(one))))
    return undefined;
  return exactly(equals(name, first, leaf), `absolute-path:${path.canonical}`);
}

/** The name that a path pattern `*\name` asks for, when it asks for nothing else of the path. */
function baseNameIn(written: Pattern, separator: string): string | undefined {
  const form = patternForm(written);
  if (form.form !== 'endsWith' || !form.text.startsWith(separator)) return undefined;
  const name = form.text.slice(separator.length);
  return name === '' || /[\\/]/.test(name) ? undefined : name;
}

/**
 * A leaf over a path that the target lacks, said of the last part where that is fixed. Where it is not, any name will do; a leaf
 * that excludes events (`positive` false) is left out instead, lest it exclude them all.
 */
export function byLastPart(leaf: Leaf, path: Path, name: Expression, positive: boolean): Rewriting {
  const folder =
    'The target holds the name of the file alone, so the folder that is asked for is not compared.';
  const dropped =
    'The target holds the name of the file alone, which the path that is asked for does not fix.';
  const patterns = patternsOf(leaf);
  const parts = patterns?.map(written => lastPart(written, separators(path.separator)));
  const fixed = parts?.filter(part => part !== undefined) ?? [];
  if (patterns === undefined || parts === undefined || fixed.length < parts.length)
    if (positive)
      return loosely(exists(name, leaf.origin), 'broader', dropped, `absolute-path:${path.canonical}`);
    else if (fixed.length === 0) return loosely(always(false, leaf.origin), 'narrower', dropped);
  const options = 'casing' in leaf && 'quantifier' in leaf ? leaf : { origin: leaf.origin };
  const predicate = like(name, fixed, options);
  if (fixed.length < (parts?.length ?? 0)) return loosely(predicate, 'different', dropped);
  const whole = patterns?.every(written => isWithoutFolder(written, separators(path.separator)));
  return whole
    ? exactly(predicate, `absolute-path:${path.canonical}`)
    : loosely(predicate, 'broader', folder, `absolute-path:${path.canonical}`);
}

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [text(String(value))]);
  return undefined;
}

/** What a path that fits has after its last separator; undefined where the pattern leaves that open. */
function lastPart(written: Pattern, parting: readonly string[]): Pattern | undefined {
  const [last, run] = [written.at(-1), written.findLastIndex(part => part.kind !== 'text')];
  if (last?.kind !== 'text') return undefined;
  const at = Math.max(...parting.map(one => last.text.lastIndexOf(one)));
  const tail = last.text.slice(at + 1);
  if (tail === '') return undefined;
  if (at !== -1 || run === -1) return [text(tail)];
  return written[run]?.kind === 'anyRun' ? pattern([anyRun, text(tail)]) : undefined;
}

/** `*name`: the end of the path is the end of its last part. */
function isWithoutFolder(written: Pattern, parting: readonly string[]): boolean {
  const form = patternForm(written);
  return form.form === 'endsWith' && !parting.some(one => form.text.includes(one));
}
