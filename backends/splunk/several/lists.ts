import type { Stage } from '../../../src/ir/index.ts';
import { lookupTable } from '../../lookup-table.ts';
import { columnName } from './measures.ts';

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

/** Stages that one command says, and how many they are. */
export interface Said {
  readonly line: string;
  readonly length: number;
}

/**
 * What is looked up under a name of its own, and rows that a table lists: what OUTPUT leaves of a field that it overwrites, where the table
 * has no row, the manual does not say. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/lookup
 */
export function saidByOne(stages: readonly Stage[], at: number): Said | undefined {
  const [first, second, third, fourth] = stages.slice(at);
  if (first?.kind === 'extend' && second?.kind === 'lookup' && second.listed) {
    const list = printList(first.fields, second, third, fourth);
    return list && { ...list, length: list.length + 1 };
  }
  if (first?.kind !== 'lookup') return undefined;
  return first.listed ? printList([], first, second, third) : underOtherName(first, second);
}

/** Why no lookup says one of the stages; undefined where they are all said. */
export function listProblem(stages: readonly Stage[]): string | undefined {
  for (let at = 0; at < stages.length; ) {
    const said = saidByOne(stages, at);
    const stage = stages[at];
    if (said === undefined && stage?.kind === 'lookup' && overwritesKey(stage))
      return 'what a lookup leaves of the field that it is asked by, where it has no row, the manual does not say: give it another name';
    at += said?.length ?? 1;
  }
  return undefined;
}

/** A lookup may be named by its file. */
export function tableName(stage: StageOf<'lookup'>): string {
  return /^[\w-]+\.csv$/.test(stage.table) ? stage.table : lookupTable(stage);
}

function overwritesKey({ on, fields }: StageOf<'lookup'>): boolean {
  return fields.some(name => on.includes(name));
}

function underOtherName(lookup: StageOf<'lookup'>, next: Stage | undefined): Said | undefined {
  if (!overwritesKey(lookup) || next?.kind !== 'rename' || next.fields.length !== lookup.fields.length)
    return undefined;
  const names = lookup.fields.map(name => {
    const to = next.fields.find(({ from }) => from === name)?.to;
    return to === undefined ? undefined : `${columnName(name)} AS ${columnName(to)}`;
  });
  if (names.includes(undefined)) return undefined;
  const on = lookup.on.map(columnName).join(', ');
  return { line: `| lookup ${tableName(lookup)} ${on} OUTPUT ${names.join(', ')}`, length: 2 };
}

/** Fields put aside before are back behind: a subsearch takes none away. */
function printList(
  before: StageOf<'extend'>['fields'],
  lookup: StageOf<'lookup'>,
  filter: Stage | undefined,
  behind: Stage | undefined,
): Said | undefined {
  if (filter?.kind !== 'filter') return undefined;
  const { on } = lookup;
  const fieldOf = (column: string) => {
    const value = before.find(({ name }) => name === column)?.value;
    return value?.kind === 'field' ? value.name : column;
  };
  const renamed = on
    .filter(column => fieldOf(column) !== column)
    .map(column => `${columnName(column)} AS ${columnName(fieldOf(column))}`);
  const aside = before.filter(({ name }) => !on.includes(name));
  const isBack =
    behind?.kind === 'rename' && behind.fields.every(({ from }) => aside.some(({ name }) => name === from));
  if (aside.length > 0 && !isBack) return undefined;
  const parts = [
    `| inputlookup ${tableName(lookup)}`,
    ...(renamed.length === 0 ? [] : [`rename ${renamed.join(', ')}`]),
    `fields ${on.map(column => columnName(fieldOf(column))).join(', ')}`,
    'format',
  ];
  const not = filter.where.kind === 'not' ? 'NOT ' : '';
  return { line: `| search ${not}[ ${parts.join(' | ')} ]`, length: isBack ? 3 : 2 };
}
