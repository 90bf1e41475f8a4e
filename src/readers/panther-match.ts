import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { always, and, type Field, field, not, or, type Predicate } from '../ir/index.ts';
import { type DataMap, type DataTree, entryOf } from '../source/index.ts';
import { conditionOf } from './panther-condition.ts';

/** Match expressions that all hold, or what is wrong with the first that cannot be read. */
export type Match = { readonly where: Predicate } | { readonly problem: Diagnostic };

/**
 * The match expressions of `Detection` and `InlineFilters`; a list of them means that all hold. An absent field satisfies no condition,
 * and every negated one. https://docs.panther.com/detections/rules/writing-simple-detections/match-expression
 */
export function matchOf(tree: DataTree, within = ''): Match {
  const items = tree.kind === 'list' ? tree.items : [tree];
  return combined(items, within, operands => and(operands, [tree.span]));
}

function combined(
  items: readonly DataTree[],
  within: string,
  join: (operands: readonly Predicate[]) => Predicate,
): Match {
  const operands: Predicate[] = [];
  for (const item of items) {
    const match = item.kind === 'map' ? itemOf(item, within) : bad(item, 'it is no map');
    if ('problem' in match) return match;
    operands.push(match.where);
  }
  return { where: join(operands) };
}

function itemOf(item: DataMap, within: string): Match {
  const [first] = item.entries;
  const origin = [item.span];
  if (first !== undefined && item.entries.length === 1) {
    const parts = first.value.kind === 'list' ? first.value.items : [first.value];
    switch (first.key.written) {
      case 'All':
        return combined(parts, within, operands => and(operands, origin));
      case 'Any':
        return combined(parts, within, operands => or(operands, origin));
      case 'None':
        // The manual does not say whether all of several must fail, or one.
        return parts.length > 1
          ? bad(item, 'None of several expressions has two meanings')
          : combined(parts, within, operands => not(and(operands, origin), origin));
      case 'OnlyOne':
        return combined(parts, within, operands => onlyOne(operands));
    }
  }
  const condition = entryOf(item, 'Condition')?.value;
  if (condition?.kind !== 'scalar') return bad(item, 'it has no Condition');
  const name = condition.written;
  if (name === 'AlwaysTrue' || name === 'AlwaysFalse')
    return { where: always(name === 'AlwaysTrue', origin) };
  if (entryOf(item, 'Enrichment') !== undefined) return bad(item, 'it looks at an enrichment');
  const expressions = entryOf(item, 'Expressions')?.value;
  const several = entryOf(item, 'Values')?.value;
  const subject = keyOf(item, within);
  if (subject === undefined && several?.kind === 'list') return ofTwoKeys(item, name, several.items, within);
  if (subject === undefined) return bad(item, 'its key is no plain path');
  if (expressions !== undefined) return ofElements(item, name, subject, expressions);
  const values = several ?? entryOf(item, 'Value')?.value;
  const where = conditionOf(name, subject, values === undefined ? [] : listed(values), origin);
  return typeof where === 'string' ? bad(item, where) : { where };
}

function listed(tree: DataTree): readonly DataTree[] {
  return tree.kind === 'list' ? tree.items : [tree];
}

/** One of them holds, and no other. */
function onlyOne(operands: readonly Predicate[]): Predicate {
  return or(
    operands.map(each => and([each, ...operands.filter(other => other !== each).map(other => not(other))])),
  );
}

/** `Key: a`, `KeyPath: a.b[*].c`, `DeepKey: [a, b]`. A key by its position in a list has no place in the IR. */
function keyOf(item: DataMap, within: string): Field | undefined {
  const [key, path, deep] = ['Key', 'KeyPath', 'DeepKey'].map(name => entryOf(item, name)?.value);
  const written =
    deep?.kind === 'list'
      ? deep.items.map(each => (each.kind === 'scalar' ? each.written : '')).join('.')
      : [path, key].map(each => (each?.kind === 'scalar' ? each.written : '')).find(each => each !== '');
  const name = written?.replaceAll('[*]', '');
  if (name === undefined || name === '' || /[[\]]/.test(name)) return undefined;
  return field(within === '' ? name : `${within}.${name}`, 'panther', [item.span]);
}

const quantified: ReadonlySet<string> = new Set(['AnyElement', 'NoElement', 'AllElements']);

function ofElements(item: DataMap, name: string, subject: Field, expressions: DataTree): Match {
  if (!quantified.has(name)) return bad(item, `${name} is no condition on the elements of a list`);
  const inner = matchOf(expressions, subject.name);
  if ('problem' in inner) return inner;
  const origin = [item.span];
  const some = (where: Predicate): Predicate => ({ kind: 'element', path: subject, where, origin });
  if (name === 'AnyElement') return { where: some(inner.where) };
  return { where: not(some(name === 'NoElement' ? inner.where : not(inner.where)), origin) };
}

function ofTwoKeys(item: DataMap, name: string, keys: readonly DataTree[], within: string): Match {
  const [left, right, ...others] = keys.map(key => (key.kind === 'map' ? keyOf(key, within) : undefined));
  if (left === undefined || right === undefined || others.length > 0)
    return bad(item, 'it does not compare two keys');
  const where = conditionOf(name, left, [right], [item.span]);
  return typeof where === 'string' ? bad(item, where) : { where };
}

function bad(tree: DataTree, problem: string): { readonly problem: Diagnostic } {
  return { problem: diagnose('panther/match-item', { problem }, tree.span) };
}
