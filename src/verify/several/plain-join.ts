import {
  bucketsAsKeys,
  type Expression,
  exists,
  field,
  plainText,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import { covers } from './plain-text.ts';

type Join = Extract<Stage, { kind: 'join' }>;

export interface PlainJoin {
  /** The keys as columns of their own, and the join by them. */
  readonly stages: readonly Stage[];
  /** What the columns of the other search are after it. */
  readonly columns: ReadonlyMap<string, Expression>;
}

/**
 * A join whose keys and columns bear names of their own; undefined where the columns of the other search are not known. `columnIn`: what a
 * name stands for in the rows before it, where the other search has no value.
 */
export function plainJoin(
  stage: Join,
  place: number,
  columnIn: (name: string) => Expression,
): PlainJoin | undefined {
  const names = columnsOf(stage.with);
  if (names === undefined) return undefined;
  const { origin } = stage;
  const keys = stage.on.map((name, index) => ({ name, own: `key ${index + 1} of join ${place}` }));
  const others = names.map(name => ({ name, own: `joined ${place} ${name}`.replaceAll('.', '·') }));
  const fields = [...keys, ...others].map(({ name, own }) => ({ name: own, value: field(name, 'sigma') }));
  const kept = fields.map(({ name }) => [{ kind: 'text', text: name } as const]);
  const inner: Search = {
    kind: 'pipeline',
    from: stage.with,
    stages: [
      { kind: 'extend', fields, origin },
      { kind: 'keep', fields: kept, origin },
    ],
    origin,
  };
  const own = keys.map(each => ({ name: each.own, value: columnIn(each.name) }));
  return {
    stages: [
      { kind: 'extend', fields: own, origin },
      { ...stage, with: inner, on: keys.map(each => each.own) },
    ],
    columns: new Map(others.map(each => [each.name, either(field(each.own, 'sigma'), columnIn(each.name))])),
  };
}

function either(value: Expression, otherwise: Expression): Expression {
  if (otherwise.kind === 'literal' && otherwise.value === null) return value;
  return { kind: 'choice', branches: [{ when: exists(value), value }], otherwise, origin: [] };
}

/** All columns of its rows, sorted; undefined where they are not known. */
function columnsOf(search: Search): readonly string[] | undefined {
  if (search.kind !== 'pipeline') return undefined;
  const before = columnsOf(search.from);
  const names = search.stages.reduce<Names>(columnsAfter, before && new Set(before));
  return names && [...names].sort();
}

type Names = ReadonlySet<string> | undefined;

function columnsAfter(names: Names, stage: Stage): Names {
  switch (stage.kind) {
    case 'aggregate': {
      const { by, measures } = bucketsAsKeys(stage);
      return new Set([...by, ...measures].map(({ name }) => name));
    }
    case 'keep': {
      const listed = stage.fields.flatMap(each => plainText(each) ?? []);
      if (names === undefined) return listed.length === stage.fields.length ? new Set(listed) : undefined;
      return new Set([...names].filter(name => stage.fields.some(pattern => covers(pattern, name))));
    }
    case 'drop':
      return names && new Set([...names].filter(name => !stage.fields.some(each => covers(each, name))));
    case 'extend':
      return names && new Set([...names, ...stage.fields.map(({ name }) => name)]);
    case 'joinAggregate':
    case 'window':
      return names && new Set([...names, ...stage.measures.map(({ name }) => name)]);
    case 'extract':
      return names && new Set([...names, ...stage.fields]);
    case 'rename': {
      const to = new Map(stage.fields.map(each => [each.from, each.to]));
      return names && new Set([...names].map(name => to.get(name) ?? name));
    }
    case 'filter':
    case 'sort':
    case 'limit':
    case 'dedup':
      return names;
    default:
      return undefined;
  }
}
