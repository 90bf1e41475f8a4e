import { and, fieldsIn, leaves, type Predicate, type Stage } from '../../ir/index.ts';

/** Conditions on events, and the stages upon them. */
export interface Staged {
  readonly conditions: readonly Predicate[];
  readonly stages: readonly Stage[];
}

/**
 * What is asked after `mv_expand` of other fields is asked of the events before it. Where one value is asked of the field itself, an
 * event is one row or none, so that the event may be asked instead, if nobody looks at the field until rows are grouped without it.
 * https://www.elastic.co/docs/reference/query-languages/esql/commands/mv_expand
 */
export function beforeExpansion({ conditions, stages }: Staged): Staged {
  const [expand, filter, ...rest] = stages;
  if (expand?.kind !== 'expand' || filter?.kind !== 'filter') return { conditions, stages };
  const { field } = expand;
  const parts = filter.where.kind === 'and' ? filter.where.operands : [filter.where];
  const bound = parts.filter(part => looksAt(part, field));
  const [only, ...others] = bound;
  if (only !== undefined && others.length === 0 && isOfOneValue(only) && isForgotten(rest, field)) {
    const asked = parts.map(part => (part === only ? { ...part, quantifier: 'any' as const } : part));
    return { conditions: [...conditions, ...asked], stages: rest };
  }
  const left = bound.length === 0 ? [] : [{ ...filter, where: and(bound, filter.where.origin) }];
  return {
    conditions: [...conditions, ...parts.filter(part => !bound.includes(part))],
    stages: [expand, ...left, ...rest],
  };
}

function looksAt(part: Predicate, field: string): boolean {
  return (
    fieldsIn(part).some(({ name }) => name === field) ||
    leaves(part).some(({ leaf }) => leaf.kind === 'keyword' || leaf.kind === 'element') ||
    mentions(part, 'fieldPattern')
  );
}

function isOfOneValue(part: Predicate): boolean {
  return (
    part.kind === 'equals' &&
    part.subject.kind === 'field' &&
    part.casing === 'exact' &&
    part.values.length === 1 &&
    typeof part.values[0] === 'string'
  );
}

/** Whether the field is at most kept until an aggregation, which then takes it away. */
function isForgotten(stages: readonly Stage[], field: string): boolean {
  const end = stages.findIndex(({ kind }) => kind === 'aggregate');
  return (
    end !== -1 && stages.every((stage, at) => (at < end && stage.kind === 'keep') || !mentions(stage, field))
  );
}

function mentions(node: Predicate | Stage, text: string): boolean {
  const plain = JSON.stringify(node, (key, value: unknown) =>
    key === 'origin' ? undefined : typeof value === 'bigint' ? `${value}` : value,
  );
  return plain.includes(JSON.stringify(text));
}
