import {
  type Expression,
  equals,
  exists,
  type Field,
  field,
  fieldsIn,
  fieldsOf,
  keysThatMayLack,
  type Measure,
  type Named,
  type Pipeline,
  type Stage,
} from '../../../src/ir/index.ts';

type Grouping = Extract<Stage, { kind: 'aggregate' | 'joinAggregate' }>;
type Dedup = Extract<Stage, { kind: 'dedup' }>;

/** What stands for no value; which of both it is says a column of its own. */
const placeholder = '-';

/**
 * stats and eventstats leave out events without a value for a key. Where these are a group, the key is filled, a key more tells the
 * group from one of that value, and the key is without a value again afterwards.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/stats
 */
export function withAbsentKeys(pipeline: Pipeline): Pipeline {
  const stages = pipeline.stages.flatMap((stage, at): readonly Stage[] => {
    if (stage.kind === 'dedup')
      return stage.whole ? deduplicated(stage, keysThatMayLack(pipeline, at)) : [stage];
    if (!isGrouping(stage)) return [stage];
    const lacking = new Set(keysThatMayLack(pipeline, at));
    const keys = stage.by.filter(({ value }) => lacking.has(value));
    return keys.length === 0 || isMeasured(keys, stage)
      ? [stage]
      : filled(stage.by, keys, stage, by => ({ ...stage, by }));
  });
  return { ...pipeline, stages };
}

/** Whether events that lack a key are left out all the same. */
export function leavesOut(pipeline: Pipeline): boolean {
  return pipeline.stages.some((stage, at) => {
    if (!isGrouping(stage)) return false;
    const lacking = new Set(keysThatMayLack(pipeline, at));
    return isMeasured(
      stage.by.filter(({ value }) => lacking.has(value)),
      stage,
    );
  });
}

function isGrouping(stage: Stage): stage is Grouping {
  return stage.kind === 'aggregate' || stage.kind === 'joinAggregate';
}

/** What is filled cannot be measured any more. */
function isMeasured(keys: readonly Named[], { measures }: Grouping): boolean {
  const read = new Set(measures.flatMap(measure => [...fieldsOfMeasure(measure)].map(({ name }) => name)));
  return keys.some(({ name }) => read.has(name));
}

function* fieldsOfMeasure({ of, where }: Measure): Generator<Field> {
  for (const each of of) yield* fieldsOf(each);
  if (where !== undefined) yield* fieldsIn(where);
}

/** dedup leaves out events without a value for a key too. */
function deduplicated(stage: Dedup, lacking: readonly Expression[]): readonly Stage[] {
  const { whole: _, ...plain } = stage;
  const keys = lacking.flatMap(asColumn);
  if (keys.length === 0) return [plain];
  return filled(stage.by.flatMap(asColumn), keys, stage, by => ({
    ...plain,
    by: by.map(({ value }) => value),
  }));
}

function asColumn(key: Expression): readonly Named[] {
  return key.kind === 'field' ? [{ name: key.name, value: key }] : [];
}

function filled(
  by: readonly Named[],
  keys: readonly Named[],
  { origin }: Stage,
  make: (by: readonly Named[]) => Stage,
): readonly Stage[] {
  const text = (value: string): Expression => ({ kind: 'literal', value, origin });
  const column = (name: string): Field => field(name, 'splunk');
  const absent = keys.map(({ name }) => `${name}_absent`);
  const made = keys.filter(({ name, value }) => value.kind !== 'field' || value.name !== name);
  const marks = keys.map(
    ({ name }): Named => ({
      name: `${name}_absent`,
      value: {
        kind: 'choice',
        branches: [{ when: exists(column(name)), value: text('no') }],
        otherwise: text('yes'),
        origin,
      },
    }),
  );
  const restored = keys.map(
    ({ name }): Named => ({
      name,
      value: {
        kind: 'choice',
        branches: [{ when: equals(column(`${name}_absent`), ['no']), value: column(name) }],
        otherwise: undefined,
        origin,
      },
    }),
  );
  const names = new Set(keys.map(({ name }) => name));
  const grouped = [
    ...by.map(each => (names.has(each.name) ? { name: each.name, value: column(each.name) } : each)),
    ...absent.map((name): Named => ({ name, value: column(name) })),
  ];
  return [
    ...(made.length === 0 ? [] : [{ kind: 'extend', fields: made, origin } as const]),
    { kind: 'extend', fields: marks, origin },
    { kind: 'fill', fields: [...names], value: text(placeholder), origin },
    make(grouped),
    { kind: 'extend', fields: restored, origin },
    { kind: 'drop', fields: absent.map(name => [{ kind: 'text', text: name }]), origin },
  ];
}
