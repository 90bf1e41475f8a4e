import {
  contains,
  type Expression,
  equals,
  type Leaf,
  like,
  or,
  type Pattern,
  type Predicate,
  patternForm,
  plainText,
  text,
} from '../../ir/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

/** Hexadecimal digits of each digest: as long as that, a text is the whole of it. */
const digits: Readonly<Record<string, number>> = { MD5: 32, SHA1: 40, SHA256: 64, SHA512: 128, IMPHASH: 32 };

/** `process.hash.md5 == x` as a search in the list `MD5=X,SHA256=Y`. */
export function inList(leaf: Leaf, algorithm: string, list: Expression): Rewriting | undefined {
  if (leaf.kind === 'exists')
    return exactly(
      like(list, [contains([text(`${algorithm}=`)])], { casing: 'ignored', origin: leaf.origin }),
    );
  const values = digestsOf(leaf);
  if (values === undefined) return undefined;
  const patterns = values.map(value => contains([text(`${algorithm}=${value}`)]));
  return exactly(
    like(list, patterns, { casing: 'ignored', origin: leaf.origin }),
    `digest-list:${algorithm}`,
  );
}

/** A search in the list, said of the digests' own fields, where it names its algorithm. */
export function ofDigests(
  leaf: Leaf,
  fieldOf: (algorithm: string) => Expression | undefined,
): Rewriting | undefined {
  if (leaf.kind !== 'like' && leaf.kind !== 'equals') return undefined;
  const patterns: readonly Pattern[] =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map(value => [text(String(value))]);
  const byAlgorithm = new Map<string, string[]>();
  for (const written of patterns) {
    const found = namedDigest(written);
    if (found === undefined) return undefined;
    byAlgorithm.set(found.algorithm, [...(byAlgorithm.get(found.algorithm) ?? []), found.digest]);
  }
  const parts: Predicate[] = [];
  for (const [algorithm, values] of byAlgorithm) {
    const subject = fieldOf(algorithm);
    if (subject === undefined) return undefined;
    parts.push(equals(subject, values, { origin: leaf.origin }));
  }
  const predicate = or(parts, leaf.origin);
  const given = [...byAlgorithm.keys()].map(name => `lower-case-digest:${name}`);
  if (patterns.every(written => patternForm(written).form === 'contains'))
    return exactly(predicate, ...given);
  return loosely(
    predicate,
    'broader',
    'The target does not keep the order of the digests in the list.',
    ...given,
  );
}

function namedDigest(written: Pattern): { algorithm: string; digest: string } | undefined {
  const form = patternForm(written);
  if (!('text' in form)) return undefined;
  const match = /^,?(?:(MD5|SHA1|SHA256|SHA512|IMPHASH)=)([0-9a-f]+),?$/i.exec(form.text);
  const algorithm = match?.[1]?.toUpperCase();
  const digest = match?.[2]?.toLowerCase();
  if (algorithm === undefined || digest === undefined || digest.length !== digits[algorithm])
    return undefined;
  return form.form === 'contains' || form.form === 'startsWith' || form.form === 'endsWith'
    ? { algorithm, digest }
    : undefined;
}

function digestsOf(leaf: Leaf): readonly string[] | undefined {
  if (leaf.kind === 'equals') return leaf.values.map(String);
  if (leaf.kind !== 'like') return undefined;
  const texts = leaf.patterns.map(plainText);
  return texts.every(value => value !== undefined) ? texts : undefined;
}
