import {
  field,
  fieldGiven,
  fillAsExtend,
  type Named,
  type Pattern,
  plainText,
  profileAfter,
  type Stage,
} from '../ir/index.ts';
import type { Direction } from './direction.ts';
import { namesIn } from './named-columns.ts';
import { adding, isHeld, type Names, nameIn, type PartFitting, withKeys } from './search-names.ts';
import { madeBy } from './shared-columns.ts';
import { noteStandIns, standInsAfter, standInsOf } from './stand-ins.ts';

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

interface FittedStage {
  readonly stage: Stage;
  readonly names: Names;
}

/** Stages in the target's names, one after another: each adds columns to what the next one can speak of. */
export function fitStages(
  stages: readonly Stage[],
  before: Names,
  direction: Direction,
  plan: PartFitting,
): { readonly stages: readonly Stage[]; readonly names: Names } {
  const fitted: Stage[] = [];
  let names = before;
  const isLimited = stages.some(({ kind }) => kind === 'limit');
  for (const [index, stage] of stages.entries()) {
    const later = namesIn(stages.slice(index + 1));
    if (isOfOtherFields(stage, later, names, plan)) {
      if (stage.kind === 'drop' || !isShownAlone(stage, later, stages.slice(index + 1)))
        plan.lose('different', 'What it keeps or drops is held in other fields by the target.', stage);
      continue;
    }
    for (const part of withColumnsOf(stage, names, plan)) {
      noteStandIns(part, names, plan, isLimited);
      const next = fitStage(part, names, direction, plan);
      fitted.push(next.stage);
      const standIns = standInsAfter(part, next.names.standIns);
      names = { ...next.names, standIns, profile: profileAfter(names.profile ?? plan.profile, next.stage) };
    }
  }
  return { stages: fitted, names };
}

type Selection = StageOf<'keep'> | StageOf<'drop'>;

/** Whether something is asked later of a field that the target has no field of the same values for. */
function isOfOtherFields(
  stage: Stage,
  later: ReadonlySet<string>,
  names: Names,
  plan: PartFitting,
): stage is Selection {
  if (stage.kind !== 'keep' && stage.kind !== 'drop') return false;
  return namesOf(stage).some(name => later.has(name) && !isHeld(name, names, plan.vendors));
}

/** Whether all that is asked later is kept, or made after it: the others are for show. */
function isShownAlone(stage: Selection, later: ReadonlySet<string>, after: readonly Stage[]): boolean {
  const known = new Set([...namesOf(stage), ...after.flatMap(columnsMade)]);
  return [...later].every(name => known.has(name));
}

function columnsMade(stage: Stage): readonly string[] {
  if (stage.kind !== 'aggregate') return madeBy(stage);
  return [...stage.by.filter(key => !isOwn(key)), ...stage.measures].map(({ name }) => name);
}

function namesOf({ fields }: Selection): readonly string[] {
  return fields.flatMap(each => plainText(each) ?? []);
}

/** What a stage speaks of by its name alone is a field of the target, or else is made a column of its own before. */
function withColumnsOf(stage: Stage, names: Names, plan: PartFitting): readonly Stage[] {
  const { origin } = stage;
  if (stage.kind === 'rename' && !stage.fields.every(({ from }) => isHeld(from, names, plan.vendors))) {
    const fields = stage.fields.map(({ from, to }) => ({
      name: to,
      value: field(from, plan.vendors.author),
    }));
    return [{ kind: 'extend', fields, origin }];
  }
  if (stage.kind === 'fill' && stage.fields.some(name => !isColumn(name, names)))
    return [fillAsExtend(stage, plan.vendors.author)];
  if (stage.kind === 'joinAggregate') {
    // Its rows stay, and go on with what they were put together by.
    const fields = stage.by.filter(key => isOwn(key) && !isHeld(key.name, names, plan.vendors));
    return fields.length === 0 ? [stage] : [{ kind: 'extend', fields, origin }, stage];
  }
  if (stage.kind !== 'lookup') return [stage];
  const made = stage.on.filter(name => !isHeld(name, names, plan.vendors));
  const fields = made.map(name => ({ name, value: field(name, plan.vendors.author) }));
  return fields.length === 0 ? [stage] : [{ kind: 'extend', fields, origin }, stage];
}

/** A field under its own name. */
function isOwn({ name, value }: Named): boolean {
  return value.kind === 'field' && value.name === name;
}

function isColumn(name: string, { columns, fieldsGone }: Names): boolean {
  return fieldsGone || columns.has(name);
}

function fitStage(stage: Stage, names: Names, direction: Direction, plan: PartFitting): FittedStage {
  switch (stage.kind) {
    case 'filter':
      return { stage: { ...stage, where: plan.predicate(stage.where, names, direction) }, names };
    case 'extend':
      return fitExtend(stage, names, plan);
    case 'aggregate':
    case 'joinAggregate':
      return fitAggregate(stage, names, plan);
    case 'window': {
      const by = stage.by.map(key => plan.key(key, names));
      const measures = stage.measures.map(measure => plan.measure(measure, names));
      return { stage: { ...stage, by, measures }, names: adding(names, measures) };
    }
    case 'sort': {
      const by = stage.by.map(key => ({ ...key, value: plan.expression(key.value, names) }));
      return { stage: { ...stage, by }, names };
    }
    case 'dedup':
      return { stage: { ...stage, by: stage.by.map(key => plan.key(key, names)) }, names };
    case 'extract': {
      const fields = stage.fields.map(name => ({ name }));
      return {
        stage: { ...stage, subject: plan.expression(stage.subject, names) },
        names: adding(names, fields),
      };
    }
    case 'fill': {
      const fields = stage.fields.map(name => nameIn(name, names, plan.vendors));
      return { stage: { ...stage, fields, value: plan.expression(stage.value, names) }, names };
    }
    default:
      return fitNames(stage, names, direction, plan);
  }
}

function fitExtend(stage: StageOf<'extend'>, names: Names, plan: PartFitting): FittedStage {
  const fields: Named[] = [];
  let known = names;
  for (const { name, value } of stage.fields) {
    fields.push({ name, value: plan.expression(value, known) });
    known = adding(known, [{ name }]);
  }
  return { stage: { ...stage, fields }, names: known };
}

function fitAggregate(
  stage: StageOf<'aggregate'> | StageOf<'joinAggregate'>,
  names: Names,
  plan: PartFitting,
): FittedStage {
  const by = stage.by.map(({ name, value }): Named => {
    const fitted = plan.key(value, names);
    const own = fieldGiven(value)?.name === name ? fieldGiven(fitted)?.name : undefined;
    return { name: own ?? name, value: fitted };
  });
  const measures = stage.measures.map(measure => plan.measure(measure, names));
  const start = stage.kind === 'aggregate' ? new Map<string, string>() : names.columns;
  const named = adding({ ...names, columns: start }, [...stage.by, ...measures]);
  const buckets = stage.kind === 'aggregate' && stage.window?.kind === 'tumbling' ? stage.window : undefined;
  const bucket = buckets && plan.expression(buckets.field, names);
  const window =
    buckets === undefined || bucket === undefined ? {} : { window: { ...buckets, field: bucket } };
  const written = [...stage.by.map(({ value }) => value), ...(buckets === undefined ? [] : [buckets.field])];
  const fitted = [...by.map(({ value }) => value), ...(bucket === undefined ? [] : [bucket])];
  const columns = withKeys(
    named.columns,
    written.map(each => fieldGiven(each) ?? each),
    fitted.map((expression, of) => ({ expression: fieldGiven(expression) ?? expression, of })),
  );
  const fieldsGone = names.fieldsGone || stage.kind === 'aggregate';
  const standIns = standInsOf(stage, { by, measures }, names, plan);
  return { stage: { ...stage, by, measures, ...window }, names: { ...names, columns, fieldsGone, standIns } };
}

/** Stages that speak of fields by name alone. */
function fitNames(
  stage: StageOf<'keep' | 'drop' | 'rename' | 'limit' | 'expand' | 'lookup' | 'join' | 'changePoint'>,
  names: Names,
  direction: Direction,
  plan: PartFitting,
): FittedStage {
  switch (stage.kind) {
    case 'keep':
    case 'drop':
      return { stage: { ...stage, fields: stage.fields.map(each => patternIn(each, names, plan)) }, names };
    case 'rename': {
      const fields = stage.fields.map(({ from, to }) => ({ from: nameIn(from, names, plan.vendors), to }));
      return {
        stage: { ...stage, fields },
        names: adding(
          names,
          stage.fields.map(({ to }) => ({ name: to })),
        ),
      };
    }
    case 'expand':
    case 'changePoint':
      return stage.kind === 'expand'
        ? { stage: { ...stage, field: nameIn(stage.field, names, plan.vendors) }, names }
        : { stage, names };
    case 'lookup':
      return {
        stage: { ...stage, on: stage.on.map(name => nameIn(name, names, plan.vendors)) },
        names: adding(
          names,
          stage.fields.map(name => ({ name })),
        ),
      };
    case 'join':
      return fitJoin(stage, names, direction, plan);
    default:
      return { stage, names };
  }
}

/** Columns of the other search stand beside those that there are; a key bears one name in both. */
function fitJoin(stage: StageOf<'join'>, names: Names, direction: Direction, plan: PartFitting): FittedStage {
  for (const name of stage.on) plan.key(field(name, plan.vendors.author), names);
  const other = plan.fit(stage.with, direction);
  const on = stage.on.map(name => nameIn(name, names, plan.vendors));
  if (stage.on.some((name, at) => nameIn(name, other.names, plan.vendors) !== on[at]))
    plan.lose('different', 'The target has what both searches are joined by under two names.', stage);
  const columns = new Map([...names.columns, ...other.names.columns]);
  return { stage: { ...stage, with: other.search, on }, names: { ...names, columns } };
}

function patternIn(pattern: Pattern, names: Names, plan: PartFitting): Pattern {
  const [only, ...others] = pattern;
  if (only?.kind !== 'text' || others.length > 0) return pattern;
  return [{ kind: 'text', text: nameIn(only.text, names, plan.vendors) }];
}
