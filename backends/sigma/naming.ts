import type { Condition, Detection, Selection, SelectionBody, SelectionMap } from './detection.ts';

/** Short names that Sigma authors use for a selection on a field. */
const hints: Readonly<Record<string, string>> = {
  Image: 'img',
  OriginalFileName: 'img',
  CommandLine: 'cli',
  ParentImage: 'parent',
  ParentCommandLine: 'parent_cli',
  TargetFilename: 'path',
  TargetObject: 'key',
  EventID: 'eid',
  DestinationIp: 'ip',
  DestinationPort: 'port',
  Hashes: 'hash',
};

/** A name for each selection: `selection` when it is the only one of its kind, else after its field, numbered where two agree. */
export function nameSelections({ selections, condition }: Detection): readonly string[] {
  const negated = negatedSelections(condition);
  const roles = selections.map((selection, index) => roleOf(selection, negated.has(index)));
  const ofRole = counts(roles);
  const wanted = selections.map((selection, index) => {
    const role = roles[index] ?? 'selection';
    return nameFor(selection, role, ofRole.get(role) ?? 0);
  });
  const ofName = counts(wanted);
  const seen = new Map<string, number>();
  return wanted.map(name => {
    const repeated = (ofName.get(name) ?? 0) > 1;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return repeated ? `${name}_${number}` : name;
  });
}

type Role = 'selection' | 'filter' | 'keywords' | 'filter_keywords';

function roleOf(selection: Selection, negated: boolean): Role {
  if (selection.role !== 'keywords') return negated ? 'filter' : selection.role;
  return negated ? 'filter_keywords' : 'keywords';
}

function nameFor(selection: Selection, role: Role, ofThatRole: number): string {
  if (role === 'keywords' || role === 'filter_keywords') return role;
  const base = role === 'filter' ? 'filter_main' : 'selection';
  if (ofThatRole === 1) return role === 'filter' ? 'filter_main' : 'selection';
  return `${base}_${hintOf(selection.body)}`;
}

function hintOf(body: SelectionBody): string {
  const map = Array.isArray(body) ? body.find(isMap) : body;
  const key = Object.keys((map ?? {}) as SelectionMap)[0]?.split('|')[0] ?? '';
  const known = hints[key];
  if (known !== undefined) return known;
  const last = key.split('.').at(-1) ?? '';
  const plain = last
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
  return plain.replaceAll(/^_+|_+$/g, '').slice(0, 30) || 'field';
}

function isMap(value: unknown): value is SelectionMap {
  return typeof value === 'object';
}

function counts<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
  const found = new Map<Value, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}

function negatedSelections(
  condition: Condition,
  negated = false,
  found = new Set<number>(),
): ReadonlySet<number> {
  if (condition.kind === 'selection') {
    if (negated) found.add(condition.index);
  } else if (condition.kind === 'not') negatedSelections(condition.operand, !negated, found);
  else for (const operand of condition.operands) negatedSelections(operand, negated, found);
  return found;
}
