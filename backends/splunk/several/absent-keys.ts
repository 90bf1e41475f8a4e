import {
  type Expression,
  equals,
  exists,
  type Field,
  field,
  keysThatMayLack,
  type Named,
  type Pipeline,
  type Stage,
} from '../../../src/ir/index.ts';
import { freshName, readBy, takenNames } from '../../keys-made.ts';

type Grouping = Extract<Stage, { kind: 'aggregate' | 'joinAggregate' }>;
type Dedup = Extract<Stage, { kind: 'dedup' }>;

/** What stands for no value; which of both it is says a column of its own. */
const placeholder = '-';

/**
 * stats and eventstats leave out events without a value for a key. Where these are a group, the key is filled, a key more tells the
 * group from one of that value, and the key is without a value again afterwards. What is measured too is filled in a column beside it.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/stats
 */
export function withAbsentKeys(pipeline: Pipeline): Pipeline {
  const stages = pipeline.stages.flatMap((stage, at): readonly Stage[] => {
    if (stage.kind === 'dedup')
      return stage.whole ? deduplicated(stage, keysThatMayLack(pipeline, at)) : [stage];
    if (!isGrouping(stage)) return [stage];
    const lacking = new Set(keysThatMayLack(pipeline, at));
    const keys = stage.by.filter(({ value }) => lacking.has(value));
    return keys.length === 0 ? [stage] : filledBeside(stage, keys);
  });
  return { ...pipeline, stages };
}

function isGrouping(stage: Stage): stage is Grouping {
  return stage.kind === 'aggregate' || stage.kind === 'joinAggregate';
}

function filledBeside(stage: Grouping, keys: readonly Named[]): readonly Stage[] {
  const read = readBy(stage.measures);
  const taken = takenNames(stage.by, stage.measures);
  const columns = new Map(
    keys.map(key => [key, read.has(key.name) ? freshName(key.name, taken) : key.name] as const),
  );
  return filled(stage.by, columns, stage, by => ({ ...stage, by }));
}

/** dedup leaves out events without a value for a key too. */
function deduplicated(stage: Dedup, lacking: readonly Expression[]): readonly Stage[] {
  const { whole: _, ...plain } = stage;
  const keys = lacking.flatMap(asColumn);
  if (keys.length === 0) return [plain];
  const columns = new Map(keys.map(key => [key, key.name] as const));
  return filled(stage.by.flatMap(asColumn), columns, stage, by => ({
    ...plain,
    by: by.map(({ value }) => value),
  }));
}

function asColumn(key: Expression): readonly Named[] {
  return key.kind === 'field' ? [{ name: key.name, value: key }] : [];
}

/** `columns`: where the value of each key is while it is filled. */
function filled(
  by: readonly Named[],
  columns: ReadonlyMap<Named, string>,
  { origin }: Stage,
  make: (by: readonly Named[]) => Stage,
): readonly Stage[] {
  const text = (value: string): Expression => ({ kind: 'literal', value, origin });
  const column = (name: string): Field => field(name, 'splunk');
  const keys = [...columns].map(([{ name, value }, own]) => ({ name, value, own }));
  const made = keys.filter(({ own, value }) => value.kind !== 'field' || value.name !== own);
  const marks = keys.map(
    ({ name, own }): Named => ({
      name: `${name}_absent`,
      value: {
        kind: 'choice',
        branches: [{ when: exists(column(own)), value: text('no') }],
        otherwise: text('yes'),
        origin,
      },
    }),
  );
  const restored = keys.map(
    ({ name, own }): Named => ({
      name,
      value: {
        kind: 'choice',
        branches: [{ when: equals(column(`${name}_absent`), ['no']), value: column(own) }],
        otherwise: undefined,
        origin,
      },
    }),
  );
  const owns = new Map(keys.map(({ name, own }) => [name, own]));
  const grouped = [
    ...by.map(each => {
      const own = owns.get(each.name);
      return own === undefined ? each : { name: own, value: column(own) };
    }),
    ...marks.map(({ name }): Named => ({ name, value: column(name) })),
  ];
  const beside = keys.flatMap(({ name, own }) => (own === name ? [] : [own]));
  return [
    ...(made.length === 0
      ? []
      : [
          {
            kind: 'extend',
            fields: made.map(({ own, value }): Named => ({ name: own, value })),
            origin,
          } as const,
        ]),
    { kind: 'extend', fields: marks, origin },
    { kind: 'fill', fields: keys.map(({ own }) => own), value: text(placeholder), origin },
    make(grouped),
    { kind: 'extend', fields: restored, origin },
    {
      kind: 'drop',
      fields: [...beside, ...marks.map(({ name }) => name)].map(name => [{ kind: 'text', text: name }]),
      origin,
    },
  ];
}
