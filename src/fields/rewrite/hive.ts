import {
  type Expression,
  type Leaf,
  like,
  type Pattern,
  pattern,
  text,
  type Vendor,
} from '../../ir/index.ts';
import { exactly, type Rewriting } from '../rewriting.ts';

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
  if ((from === 'elastic') === (to === 'elastic') || (leaf.kind !== 'equals' && leaf.kind !== 'like'))
    return undefined;
  const written: readonly Pattern[] =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map(value => [text(String(value))]);
  const spelt = written.flatMap(each => {
    const other = ofUsers.test(firstText(each)) ? otherSpelling(each) : [];
    if (other.length === 0) return [each];
    return to === 'elastic' ? [each, ...other] : isLong(each) ? other : [each];
  });
  if (spelt.every((each, index) => each === written[index]) && spelt.length === written.length)
    return undefined;
  const keys = spelt.map(each => JSON.stringify(each).toLowerCase());
  const once = spelt.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
  return exactly(like(subject, once, leaf), 'registry-hive-spelling');
}

const ofUsers = /^(?:HKU|HKEY_USERS)(?:\\|$)/i;

function firstText([first]: Pattern): string {
  return first?.kind === 'text' ? first.text : '';
}

function isLong(written: Pattern): boolean {
  return /^HKEY_/i.test(firstText(written));
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
