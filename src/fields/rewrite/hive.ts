import { type Expression, type Leaf, like, type Pattern, pattern, text } from '../../ir/index.ts';
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

function otherSpelling(written: Pattern): readonly Pattern[] {
  const [first, ...rest] = written;
  if (first?.kind !== 'text') return [];
  const [hive = '', ...path] = first.text.split('\\');
  const other = long.get(hive.toUpperCase());
  return other === undefined || (path.length === 0 && rest.length > 0)
    ? []
    : [pattern([text([other, ...path].join('\\')), ...rest])];
}
