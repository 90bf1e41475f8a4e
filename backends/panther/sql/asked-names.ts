import type { Stage } from '../../../src/ir/index.ts';
import { eventTime } from './columns.ts';

/** Names of fields that the parts of a search look at. */
export function* namesOf(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const each of node) yield* namesOf(each);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  if ('kind' in node && node.kind === 'field' && 'name' in node) yield String(node.name);
  for (const [key, value] of Object.entries(node))
    if (key !== 'origin' && key !== 'source' && key !== 'having') yield* namesOf(value);
}

/** What is asked for when stages are yet to come, beside the time: names that they look at before they make them, and `after` them. */
export function namesAsked(stages: readonly Stage[], after: Iterable<string> = []): ReadonlySet<string> {
  const [asked, made] = [new Set<string>(), new Set<string>()];
  const ask = (names: Iterable<string>) => {
    for (const name of names) if (!made.has(name) && name !== eventTime.text) asked.add(name);
  };
  for (const stage of stages) {
    if (stage.kind === 'extend')
      for (const { name, value } of stage.fields) {
        ask(namesOf(value));
        made.add(name);
      }
    else ask([...namesOf(stage), ...plainNames(stage)]);
    for (const name of madeBy(stage)) made.add(name);
    if (stage.kind === 'aggregate') return asked;
  }
  ask(after);
  return asked;
}

/** Names that a stage gives as texts. */
function plainNames(stage: Stage): readonly string[] {
  switch (stage.kind) {
    case 'expand':
      return [stage.field];
    case 'fill':
      return stage.fields;
    case 'rename':
      return stage.fields.map(({ from }) => from);
    case 'lookup':
    case 'join':
      return stage.on;
    default:
      return [];
  }
}

function madeBy(stage: Stage): readonly string[] {
  switch (stage.kind) {
    case 'joinAggregate':
    case 'window':
      return stage.measures.map(({ name }) => name);
    case 'rename':
      return stage.fields.map(({ to }) => to);
    case 'extract':
    case 'lookup':
      return stage.fields;
    default:
      return [];
  }
}
