import {
  anyRun,
  contains,
  type Expression,
  equals,
  exists,
  type Field,
  type Leaf,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  pattern,
  patternForm,
  text,
} from '../../ir/index.ts';
import type { MappedField } from '../mapped-field.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';
import { assumedOfBlank, type Blanks } from './blank.ts';

/** Hexadecimal digits of each digest: as long as that, a text is the whole of it. */
const digits: Readonly<Record<string, number>> = { MD5: 32, SHA1: 40, SHA256: 64, SHA512: 128, IMPHASH: 32 };

/**
 * Sigma's older names of single digests (`md5`, `Imphash`), of which the log has but the list, are read as the digests' own fields
 * (https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-appendix-taxonomy.md).
 */
export function ownField(field: Field, { canonical, view }: MappedField): Field | undefined {
  const held = view(field.vendor);
  const isPart = typeof held === 'object' && 'part' in held && held.name !== field.name;
  return isPart ? { kind: 'field', name: canonical, vendor: 'elastic', origin: field.origin } : undefined;
}

/** `process.hash.md5 == x` as a search in the list `MD5=X,SHA256=Y`. */
export function inList(leaf: Leaf, algorithm: string, list: Expression): Rewriting | undefined {
  if (leaf.kind === 'exists')
    return exactly(
      like(list, [contains([text(`${algorithm}=`)])], { casing: 'ignored', origin: leaf.origin }),
    );
  const digests = digestsOf(leaf, digits[algorithm]);
  if (digests === undefined) return undefined;
  const patterns = digests.map(digest => contains(pattern([text(`${algorithm}=`), ...digest])));
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
  const byAlgorithm = new Map<string, NamedDigest[]>();
  for (const written of patterns) {
    const found = namedDigest(written);
    if (found === undefined) return undefined;
    byAlgorithm.set(found.algorithm, [...(byAlgorithm.get(found.algorithm) ?? []), found]);
  }
  const parts: Predicate[] = [];
  const blank = new Set<string>();
  for (const [algorithm, all] of byAlgorithm) {
    const subject = fieldOf(algorithm);
    if (subject === undefined) return undefined;
    const found = all.filter(({ digest }) => !blankDigests.has(digest));
    if (found.length < all.length) {
      if (subject.kind !== 'field' || isGathered(subject)) return undefined;
      blank.add(assumedOfBlank(subject.name));
      parts.push(not(exists(subject, leaf.origin), leaf.origin));
    }
    if (isGathered(subject) && found.some(({ isWhole }) => !isWhole)) return undefined;
    const wholes = found.filter(({ isWhole }) => isWhole).map(({ digest }) => digest);
    const starts = found
      .filter(({ isWhole }) => !isWhole)
      .map(({ digest }) => pattern([text(digest), anyRun]));
    if (wholes.length > 0) parts.push(equals(subject, wholes, { origin: leaf.origin }));
    if (starts.length > 0) parts.push(like(subject, starts, { origin: leaf.origin }));
  }
  const predicate = or(parts, leaf.origin);
  const given = [...[...byAlgorithm.keys()].map(name => `lower-case-digest:${name}`), ...blank];
  if (patterns.every(written => patternForm(written).form === 'contains'))
    return exactly(predicate, ...given);
  return loosely(
    predicate,
    'broader',
    'The target does not keep the order of the digests in the list.',
    ...given,
  );
}

/** Elastic's field of the digests of all algorithms, which the length of one tells apart: https://www.elastic.co/docs/reference/ecs/ecs-related */
function isGathered(subject: Expression): boolean {
  return subject.kind === 'field' && subject.name === 'related.hash';
}

/**
 * Sysmon writes zeros for an IMPHASH that a file has none of, and Elastic's integration leaves those out
 * (https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/sysmon_operational).
 */
export const blankDigests: Blanks = new Set(Object.values(digits).map(length => '0'.repeat(length)));

interface NamedDigest {
  readonly algorithm: string;
  readonly digest: string;
  readonly isWhole: boolean;
}

/** A digest, or the beginning of one, behind the name of its algorithm. */
function namedDigest(written: Pattern): NamedDigest | undefined {
  const form = patternForm(written);
  if (!('text' in form)) return undefined;
  const match = /^,?(?:(MD5|SHA1|SHA256|SHA512|IMPHASH)=)([0-9a-f]+),?$/i.exec(form.text);
  const algorithm = match?.[1]?.toUpperCase();
  const digest = match?.[2]?.toLowerCase();
  if (algorithm === undefined || digest === undefined) return undefined;
  const isWhole = digest.length === digits[algorithm];
  if (isWhole && form.form === 'endsWith') return { algorithm, digest, isWhole };
  if (form.form !== 'contains' && form.form !== 'startsWith') return undefined;
  const isStart = digest.length < (digits[algorithm] ?? 0) && !form.text.endsWith(',');
  return isWhole || isStart ? { algorithm, digest, isWhole } : undefined;
}

/** Whole digests, and their beginnings; no digest is shorter than `length`, of which the list would show a beginning. */
function digestsOf(leaf: Leaf, length: number | undefined): readonly Pattern[] | undefined {
  if (leaf.kind !== 'equals' && leaf.kind !== 'like') return undefined;
  const forms =
    leaf.kind === 'like'
      ? leaf.patterns.map(patternForm)
      : leaf.values.map(value => ({ form: 'equals', text: String(value) }) as const);
  const fits = forms.every(
    each => each.form === 'startsWith' || (each.form === 'equals' && each.text.length === length),
  );
  return fits ? forms.map(each => ('text' in each ? [text(each.text)] : [])) : undefined;
}
