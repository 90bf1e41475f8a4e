import {
  type Expression,
  type Leaf,
  like,
  type Pattern,
  pattern,
  text,
  type Vendor,
  writeRegex,
} from '../../ir/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

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
 * undefined where the leaf names no such hive.
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
  const spelt = written.flatMap(each => (to === 'elastic' ? inElastic(each) : inSysmon(each)));
  if (spelt.every((each, index) => each === written[index]) && spelt.length === written.length)
    return undefined;
  const keys = spelt.map(each => JSON.stringify(each).toLowerCase());
  const once = spelt.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
  return exactly(like(subject, once, leaf), 'registry-hive-spelling');
}

const ofUsers = /^(?:HKU|HKEY_USERS)(?:\\|$)/i;

function inElastic(written: Pattern): readonly Pattern[] {
  const path = fromHive(written);
  return ofUsers.test(firstText(path)) ? [written, ...otherSpelling(path)] : [written];
}

/** Whatever a pattern lets stand before a hive: there is nothing there. */
function inSysmon(written: Pattern): readonly Pattern[] {
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
  if (!(to === 'elastic' ? /\bHK(?:U|EY_USERS)\b/i : /\bHKEY_/i).test(written)) return undefined;
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
