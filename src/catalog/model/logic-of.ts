import { type Leaf, leaves, type Predicate, type Search } from '../../ir/index.ts';
import type { LogicNode, Row } from './catalog-rule.ts';
import { withoutGuards } from './guards.ts';
import { rowsOf } from './rows.ts';

/** Larger ones are no help to look at; the tables of a page hold all of it. */
const mostNodes = 120;

/** The logic of a search as a tree to be drawn; undefined when it is too large. */
export function logicOf(search: Search): LogicNode | undefined {
  const node = searchNode(search);
  return node === undefined || sizeOf(node) > mostNodes ? undefined : node;
}

function sizeOf(node: LogicNode): number {
  return node.parts.reduce((sum, part) => sum + sizeOf(part), 1);
}

function searchNode(search: Search): LogicNode | undefined {
  switch (search.kind) {
    case 'events': {
      const { scope } = search.source;
      const parts = [...(scope === undefined ? [] : conjuncts(scope)), ...conjuncts(search.where)];
      if (tooMany(search.where)) return undefined;
      return { label: 'all of', kind: 'all', parts: parts.map(predicateNode) };
    }
    case 'union':
      return group('any search', 'any', search.searches);
    case 'sequence':
      return group(
        search.ordered ? 'in this order' : 'in any order',
        'step',
        search.steps.map(step => step.search),
      );
    case 'correlate':
      return group(
        'over groups of events',
        'step',
        search.inputs.map(input => input.search),
      );
    case 'newTerms':
    case 'indicatorMatch':
    case 'pipeline': {
      const from = searchNode(search.from);
      const later = search.kind === 'pipeline' ? search.stages : [];
      const filters = later.flatMap(stage =>
        stage.kind === 'filter' && !tooMany(stage.where) ? [predicateNode(withoutGuards(stage.where))] : [],
      );
      if (from === undefined || filters.length === 0) return from;
      return { label: 'then', kind: 'step', parts: [from, ...filters] };
    }
  }
}

function group(label: string, kind: LogicNode['kind'], searches: readonly Search[]): LogicNode | undefined {
  const parts = searches.map(searchNode);
  return parts.every(part => part !== undefined) ? { label, kind, parts } : undefined;
}

function tooMany(predicate: Predicate): boolean {
  let count = 0;
  for (const _ of leaves(predicate)) if (++count > mostNodes) return true;
  return false;
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  const plain = withoutGuards(predicate);
  if (plain.kind === 'always' && plain.value) return [];
  return plain.kind === 'and' ? plain.operands : [plain];
}

function predicateNode(predicate: Predicate): LogicNode {
  switch (predicate.kind) {
    case 'always':
      return { label: predicate.value ? 'always' : 'never', kind: 'condition', parts: [] };
    case 'not':
      return denied(predicateNode(predicate.operand));
    case 'and':
      return { label: 'all of', kind: 'all', parts: predicate.operands.map(predicateNode) };
    case 'or':
      return { label: 'any of', kind: 'any', parts: predicate.operands.map(predicateNode) };
    case 'element':
      return { label: 'one element has', kind: 'all', parts: [predicateNode(predicate.where)] };
    default:
      return leafNode(predicate);
  }
}

/** A denied condition is one line, and what is denied of several is said above them. */
function denied(node: LogicNode): LogicNode {
  const { label, kind, parts } = node;
  if (kind === 'condition') return { label: `not ${label}`, kind: 'not', parts };
  return { label: `not ${label}`, kind: 'not', parts: kind === 'not' ? [node] : parts };
}

function leafNode(leaf: Leaf): LogicNode {
  const rows = rowsOf(leaf);
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) return rowNode(only);
  return { label: 'any of', kind: 'any', parts: rows.map(rowNode) };
}

function rowNode(row: Row): LogicNode {
  return { label: rowText(row), kind: 'condition', parts: [] };
}

/** A row on one line: `process.name in cmd.exe, powershell.exe`. */
export function rowText({ field, kind, values, negated }: Row): string {
  const text = [field, kind.replaceAll('_', ' '), values.join(', ')].filter(part => part !== '').join(' ');
  return negated ? `not ${text}` : text;
}
