import {
  and,
  anyRun,
  type Casing,
  type Equals,
  type Expression,
  type Leaf,
  type Like,
  like,
  not,
  or,
  type Pattern,
  pattern,
  text,
  type Vendor,
  writeRegex,
} from '../../ir/index.ts';
import { isSameAfter } from '../../regex/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';
import { keyOf, patternsAfter } from './pattern-after.ts';

const hives: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKCC: 'HKEY_CURRENT_CONFIG',
};
const long = new Map(
  Object.entries(hives).flatMap(([short, full]) => [[short, full] as const, [full, short] as const]),
);

/** A registry path, in either spelling of its hive. */
export function withEitherHive(leaf: Leaf, subject: Expression): Rewriting | undefined {
  if (leaf.kind !== 'equals' && leaf.kind !== 'like')
    return leaf.kind === 'exists' ? exactly({ ...leaf, subject }) : undefined;
  const patterns: readonly Pattern[] =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map(value => [text(String(value))]);
  const spelt = patterns.flatMap(written => [written, ...otherSpelling(written)]);
  if (spelt.length === patterns.length) return exactly({ ...leaf, subject });
  return exactly(like(subject, spelt, leaf), 'registry-hive-spelling');
}

/**
 * A path of the registry between Sysmon, which writes each hive short (`HKU`), and Elastic, whose sensor writes the hive of users long and
 * the others short, and whose other integrations keep what was logged (https://www.elastic.co/docs/reference/integrations/endpoint);
 * undefined where the leaf says the same of either spelling.
 */
export function betweenHives(
  leaf: Leaf,
  subject: Expression,
  from: Vendor,
  to: Vendor,
): Rewriting | undefined {
  if ((from === 'elastic') === (to === 'elastic')) return undefined;
  if (leaf.kind === 'matches') return ofRegex(leaf, subject, to);
  if (leaf.kind !== 'equals' && leaf.kind !== 'like') return undefined;
  const written: readonly Pattern[] =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map(value => [text(String(value))]);
  return to === 'elastic' ? inElastic(leaf, subject, written) : inSysmon(leaf, subject, written);
}

const [short, full] = ['HKU\\', 'HKEY_USERS\\'] as const;
const isOfUsers = [text(full), anyRun];

/** Of a path of a user, what the rule asks of it as Sysmon spells it is asked of it behind the long name. */
function inElastic(
  leaf: Equals | Like,
  subject: Expression,
  written: readonly Pattern[],
): Rewriting | undefined {
  const { casing, origin } = leaf;
  const [asked, found] = [short, full].map(each => patternsAfter(written, each, casing));
  if (asked === undefined || found === undefined || areSame(asked, found, casing)) return undefined;
  const known = new Set(found.map(each => keyOf(each, casing)));
  const isWide = asked.some(each => each.length === 1 && each[0]?.kind === 'anyRun');
  const isMore = isWide || asked.filter(each => known.has(keyOf(each, casing))).length === known.size;
  const behind = asked
    .filter(each => !isMore || !known.has(keyOf(each, casing)))
    .map(each => pattern([text(full), ...each]));
  if (isMore) return exactly(like(subject, [...written, ...behind], leaf), spelling);
  const long = like(subject, [isOfUsers], { ...leaf, casing: 'ignored' });
  const others = and([like(subject, written, leaf), not(long, origin)], origin);
  return exactly(behind.length === 0 ? others : or([others, like(subject, behind, leaf)], origin), spelling);
}

const spelling = 'registry-hive-spelling';

function areSame(one: readonly Pattern[], other: readonly Pattern[], casing: Casing): boolean {
  const [first, second] = [one, other].map(each =>
    each
      .map(part => keyOf(part, casing))
      .sort()
      .join(),
  );
  return first === second;
}

function inSysmon(
  leaf: Equals | Like,
  subject: Expression,
  written: readonly Pattern[],
): Rewriting | undefined {
  const spelt = written.flatMap(each => shortened(each));
  const isUnnamed = (each: Pattern): boolean =>
    !namesUsers.test(each.map(part => (part.kind === 'text' ? part.text : ' ')).join(''));
  const [asked = [], found = []] = [full, short].map(each =>
    patternsAfter(written.filter(isUnnamed), each, leaf.casing),
  );
  if (!areSame(asked, found, leaf.casing))
    return loosely(like(subject, spelt, leaf), 'different', unfollowed, spelling);
  if (spelt.every((each, index) => each === written[index]) && spelt.length === written.length)
    return undefined;
  const keys = spelt.map(each => JSON.stringify(each).toLowerCase());
  const once = spelt.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
  return exactly(like(subject, once, leaf), spelling);
}

const namesUsers = /HKU|HKEY_/i;
const unfollowed = 'A part of the name of a hive is asked for; Sysmon has HKU where Elastic has HKEY_USERS.';

/** Whatever a pattern lets stand before a hive: there is nothing there. */
function shortened(written: Pattern): readonly Pattern[] {
  const path = fromHive(written);
  const other = isLong(path) ? otherSpelling(path) : [];
  return other.length === 0 ? [written] : path === written ? other : [written, ...other];
}

function fromHive(written: Pattern): Pattern {
  const [first, second] = written;
  return first?.kind === 'anyRun' && second?.kind === 'text' ? pattern(written.slice(1)) : written;
}

function firstText([first]: Pattern): string {
  return first?.kind === 'text' ? first.text : '';
}

function isLong(written: Pattern): boolean {
  return /^HKEY_/i.test(firstText(written));
}

/** A hive as Sysmon spells it. */
export function shortHive(hive: string): string {
  return (/^HKEY_/i.test(hive) ? long.get(hive.toUpperCase()) : undefined) ?? hive;
}

function ofRegex(
  leaf: Extract<Leaf, { kind: 'matches' }>,
  subject: Expression,
  to: Vendor,
): Rewriting | undefined {
  const written = writeRegex(leaf.regex, { dialect: 'python', use: 'search' }).text ?? '';
  const isNamed = (to === 'elastic' ? /HK(?:U|EY_USERS)\b/i : /HKEY_/i).test(written);
  if (!isNamed && isSameAfter(leaf.regex, short, full) !== false) return undefined;
  return loosely(
    { ...leaf, subject },
    'different',
    'The regular expression spells a hive of the registry as the other product does; Sysmon has HKU where Elastic has HKEY_USERS.',
  );
}

function otherSpelling(written: Pattern): readonly Pattern[] {
  const [first, ...rest] = written;
  if (first?.kind !== 'text') return [];
  const [hive = '', ...path] = first.text.split('\\');
  const other = long.get(hive.toUpperCase());
  return other === undefined || (path.length === 0 && rest.length > 0)
    ? []
    : [pattern([text([other, ...path].join('\\')), ...rest])];
}
