import type { Search, Stage } from '../ir/index.ts';
import type { Vendors } from './search-names.ts';
import { madeBy } from './shared-columns.ts';

/** Signs that some language has no quotes for in the name of a field. */
const odd = /[^\p{L}\p{N}_.@:{}/ -]/u;

/**
 * Columns that a rule makes under odd names, as `count(*)` of a query that names none, under plain ones: a target has no quotes for
 * each sign. Fields of events keep their names.
 */
export function withPlainNames(stages: readonly Stage[], { author, target }: Vendors): readonly Stage[] {
  if (author === target) return stages;
  const made = stages.flatMap(columnsMade);
  const taken = new Set(made);
  const plain = new Map<string, string>();
  for (const name of made) if (odd.test(name) && !plain.has(name)) plain.set(name, plainName(name, taken));
  return plain.size === 0 ? stages : (renamed(stages, undefined, plain) as readonly Stage[]);
}

function columnsMade(stage: Stage): readonly string[] {
  if (stage.kind !== 'aggregate') return madeBy(stage);
  const keys = stage.by.filter(({ name, value }) => value.kind !== 'field' || value.name !== name);
  return [...keys, ...stage.measures].map(({ name }) => name);
}

function plainName(name: string, taken: Set<string>): string {
  const words = name.replaceAll(/[^\p{L}\p{N}_]+/gu, '_').replaceAll(/^_+|_+$/g, '') || 'column';
  let column = words;
  for (let count = 2; taken.has(column); count++) column = `${words}_${count}`;
  taken.add(column);
  return column;
}

/** Properties that hold the names of columns. */
const naming: ReadonlySet<string> = new Set(['name', 'from', 'to', 'field', 'fields', 'on', 'by', 'text']);

function renamed(node: unknown, key: string | undefined, plain: ReadonlyMap<string, string>): unknown {
  if (typeof node === 'string')
    return key !== undefined && naming.has(key) ? (plain.get(node) ?? node) : node;
  if (Array.isArray(node)) return node.map(each => renamed(each, key, plain));
  if (typeof node !== 'object' || node === null || isSearch(node) || isTextAlone(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, each]) => [name, name === 'origin' ? each : renamed(each, name, plain)]),
  );
}

/** Another search within has columns of its own. */
function isSearch(node: object): node is Search {
  return 'kind' in node && (node.kind === 'events' || node.kind === 'pipeline' || node.kind === 'union');
}

/** A part of a pattern or of a regex holds no name, whatever it reads like. */
function isTextAlone(node: object): boolean {
  return 'kind' in node && (node.kind === 'text' || node.kind === 'literal');
}
