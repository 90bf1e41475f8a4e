import type { Stage } from '../../ir/index.ts';
import { covers } from './plain-text.ts';

/** Stages that what comes before them in order matters to. */
const ordered: ReadonlySet<Stage['kind']> = new Set(['limit', 'dedup', 'window', 'changePoint']);

/**
 * Whether a stage only chooses or orders what is shown: nothing that comes after it depends on it, neither later stages nor who asks the
 * whole for some columns (`asked`; for any of them when absent).
 */
export function isForShow(
  stage: Stage,
  later: readonly Stage[],
  asked: readonly string[] | undefined,
): boolean {
  const end = later.findIndex(({ kind }) => kind === 'aggregate');
  const names =
    end === -1 && asked === undefined ? undefined : [...namesIn(later), ...(end === -1 ? (asked ?? []) : [])];
  switch (stage.kind) {
    case 'sort':
      return !later.some(each => ordered.has(each.kind) || takesAnEnd(each));
    case 'keep':
      return names?.every(name => stage.fields.some(pattern => covers(pattern, name))) ?? false;
    case 'drop':
      return !(names?.some(name => stage.fields.some(pattern => covers(pattern, name))) ?? true);
    default:
      return false;
  }
}

function takesAnEnd(stage: Stage): boolean {
  return (
    (stage.kind === 'aggregate' || stage.kind === 'joinAggregate') &&
    stage.measures.some(measure => measure.function === 'first' || measure.function === 'last')
  );
}

/** Fields that stages read and that none of them has made before. */
function namesIn(stages: readonly Stage[]): readonly string[] {
  const made = new Set<string>();
  const read = new Set<string>();
  for (const stage of stages) {
    const { origin: _origin, ...rest } = stage;
    const keys = stage.kind === 'join' ? stage.on : [];
    for (const name of [...fieldNames(rest), ...keys]) if (!made.has(name)) read.add(name);
    if (stage.kind === 'extend' || stage.kind === 'extract')
      for (const each of stage.fields) made.add(nameOf(each));
    if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate' || stage.kind === 'window')
      for (const each of stage.measures) made.add(each.name);
    if (stage.kind === 'aggregate') {
      for (const { name } of stage.by) made.add(name);
      return [...read];
    }
  }
  return [...read];
}

function nameOf(each: string | { readonly name: string }): string {
  return typeof each === 'string' ? each : each.name;
}

function fieldNames(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(fieldNames);
  if (typeof value !== 'object' || value === null) return [];
  if ('kind' in value && value.kind === 'field' && 'name' in value) return [String(value.name)];
  return Object.entries(value).flatMap(([key, each]) => (key === 'origin' ? [] : fieldNames(each)));
}
