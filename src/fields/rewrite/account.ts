import {
  and,
  anyRun,
  type Expression,
  equals,
  exists,
  type Leaf,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  pattern,
  patternForm,
  plainText,
  text,
} from '../../ir/index.ts';
import type { AccountHalfView } from '../data-source.ts';
import { exactly, type Rewriting } from '../rewriting.ts';

/** `user.name == x` where the target has `DOMAIN\x`, or `x@DOMAIN`. A domain and a name do not hold what stands between them. */
export function inAccount(
  leaf: Leaf,
  { half, between }: AccountHalfView,
  account: Expression,
): Rewriting | undefined {
  const given = between === '@' ? 'qualified-user' : 'qualified-account';
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject: account }, given);
  const patterns = patternsOf(leaf);
  if (patterns === undefined || !('casing' in leaf)) return undefined;
  const mark = text(between ?? '\\');
  const isFirst = half === (between === '@' ? 'name' : 'domain');
  const whole = patterns.map(written =>
    pattern(isFirst ? [...written, mark, anyRun] : [anyRun, mark, ...written]),
  );
  return exactly(like(account, whole, leaf), given);
}

/** A leaf over `DOMAIN\user`, said of the domain and the name. */
export function ofHalves(leaf: Leaf, domain: Expression, name: Expression): Rewriting | undefined {
  if (leaf.kind === 'exists') return exactly(exists(name, leaf.origin));
  const patterns = patternsOf(leaf);
  if (patterns === undefined || (leaf.kind !== 'like' && leaf.kind !== 'equals')) return undefined;
  const options = { casing: leaf.casing, quantifier: leaf.quantifier, origin: leaf.origin };
  const parts: Predicate[] = [];
  for (const written of patterns) {
    const part = onePattern(written, (subject, of) => leafOf(subject, of, options), domain, name);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return exactly(or(parts, leaf.origin), 'qualified-account');
}

type Make = (subject: Expression, written: Pattern) => Predicate | undefined;

function onePattern(
  written: Pattern,
  make: Make,
  domain: Expression,
  name: Expression,
): Predicate | undefined {
  const at = written.findIndex(part => part.kind === 'text' && part.text.includes('\\'));
  return at === -1
    ? withoutSeparator(written, make, domain, name)
    : separated(written, at, make, domain, name);
}

function separated(
  written: Pattern,
  at: number,
  make: Make,
  domain: Expression,
  name: Expression,
): Predicate | undefined {
  const part = written[at];
  if (part?.kind !== 'text') return undefined;
  const [left, right, ...more] = part.text.split('\\');
  const left_ = pattern([...written.slice(0, at), text(left ?? '')]);
  const right_ = pattern([text(right ?? ''), ...written.slice(at + 1)]);
  if (more.length > 0 || right_.some(other => other.kind === 'text' && other.text.includes('\\')))
    return undefined;
  const halves = [make(domain, left_), make(name, right_)].filter(half => half !== undefined);
  return and(halves);
}

function withoutSeparator(
  written: Pattern,
  make: Make,
  domain: Expression,
  name: Expression,
): Predicate | undefined {
  const form = patternForm(written);
  const onName = make(name, written);
  const onDomain = make(domain, written);
  if (onName === undefined || onDomain === undefined) return undefined;
  if (form.form === 'contains') return or([onDomain, onName]);
  if (form.form === 'endsWith') return onName;
  if (form.form === 'startsWith') return or([onDomain, and([not(exists(domain)), onName])]);
  return form.form === 'equals' ? and([not(exists(domain)), onName]) : undefined;
}

/** `*` asks nothing. */
function leafOf(
  subject: Expression,
  written: Pattern,
  options: { casing: 'exact' | 'ignored'; quantifier: 'any' | 'all' | 'single'; origin: Leaf['origin'] },
): Predicate | undefined {
  if (written.length === 1 && written[0]?.kind === 'anyRun') return undefined;
  const plain = plainText(written);
  return plain === undefined ? like(subject, [written], options) : equals(subject, [plain], options);
}

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [text(String(value))]);
  return undefined;
}
