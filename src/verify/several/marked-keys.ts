import { type Expression, exists, field, type Predicate, printPredicate } from '../../ir/index.ts';
import type { PlainKey } from './plain-group.ts';
import { plainText } from './plain-text.ts';

export interface NamedKey extends PlainKey {
  readonly name: string;
}

export interface UnmarkedKeys {
  readonly keys: readonly NamedKey[];
  /** Of the keys of an aggregation what each column is in terms of those that are left. */
  readonly columns: readonly (readonly [name: string, value: Expression])[];
}

/**
 * Where no group is of rows without a key, the key is filled with a text, and another tells its rows from those of that text: both
 * are as many groups as the key alone has, and one of those without it.
 */
export function withoutMarks(all: readonly NamedKey[], place: number): UnmarkedKeys {
  const parsed = all.map(key => ({ key, choice: presenceIn(key.value) }));
  const of = ({ choice }: (typeof parsed)[number]): string => (choice ? plainText(choice.of) : '');
  const marks = new Set(parsed.filter(each => each.choice?.kind === 'mark').map(of));
  const filled = new Set(parsed.filter(each => each.choice?.kind === 'filled').map(of));
  const keys: NamedKey[] = [];
  const columns: [string, Expression][] = [];
  for (const each of parsed) {
    const { key, choice } = each;
    if (choice === undefined || !marks.has(of(each)) || !filled.has(of(each))) {
      keys.push(key);
      columns.push([key.name, field(key.own, 'sigma')]);
      continue;
    }
    const own = `key ${place} ${of(each)}`;
    if (!keys.some(other => other.own === own)) keys.push({ name: key.name, own, value: choice.of });
    columns.push([key.name, ofKey(field(own, 'sigma'), choice)]);
  }
  return { keys, columns };
}

interface Presence {
  readonly kind: 'filled' | 'mark';
  readonly of: Expression;
  readonly present: Expression;
  readonly absent: Expression;
}

/** `if(exists x, x, "-")`, or `if(exists x, "no", "yes")`. */
function presenceIn(value: Expression): Presence | undefined {
  if (value.kind !== 'choice') return undefined;
  const [there, gone, ...others] = value.branches;
  if (there?.when.kind !== 'exists' || others.length > 0) return undefined;
  if (gone !== undefined && !isNot(gone.when, there.when)) return undefined;
  const { when, value: present } = there;
  const absent = gone?.value ?? value.otherwise;
  if (!isText(absent)) return undefined;
  const parts = { of: when.subject, present, absent };
  if (plainText(present) === plainText(when.subject)) return { kind: 'filled', ...parts };
  return isText(present) && present.value !== absent.value ? { kind: 'mark', ...parts } : undefined;
}

function ofKey(key: Expression, { kind, present, absent }: Presence): Expression {
  const branches = [{ when: exists(key), value: kind === 'filled' ? key : present }];
  return { kind: 'choice', branches, otherwise: absent, origin: [] };
}

function isText(value: Expression | undefined): value is Extract<Expression, { kind: 'literal' }> {
  return value?.kind === 'literal' && value.value !== null;
}

function isNot(one: Predicate, other: Predicate): boolean {
  return one.kind === 'not' && printPredicate(one.operand) === printPredicate(other);
}
