import {
  always,
  type Correlate,
  type Events,
  type JoinKey,
  type PlannedRule,
  type Search,
  type Sequence,
  type Step,
} from '../../../src/ir/index.ts';
import { countsInARow } from '../../counts-in-a-row.ts';
import { boundsOf } from '../several/bounds.ts';
import { spanText } from '../several/span.ts';
import { fieldName } from './strings.ts';

type PrintEvents = (rule: PlannedRule, start: number) => string;

/**
 * A sequence or sample. Keys that all of its events share stand behind its first word.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-sequences
 */
export function printSequence(
  sequence: Sequence,
  inputs: ReadonlyMap<Events, PlannedRule>,
  printEvents: PrintEvents,
): string {
  const all = sequence.until === undefined ? sequence.steps : [...sequence.steps, sequence.until];
  const shared = sharedKeys(all);
  const step = (each: Step): string => {
    const [absent, open] = each.absent ? ['!', 4] : ['', 3];
    const rest = each.by.slice(shared.length);
    const by = rest.length === 0 ? '' : ` by ${keyList(rest)}`;
    const runs = each.runs > 1 ? ` with runs=${each.runs}` : '';
    const body = printEvents(ruleOf(each.search, inputs), open).replaceAll('\n', '\n  ');
    return `${absent}[${body}]${by}${runs}`;
  };
  const span = sequence.within === undefined ? '' : ` with maxspan=${spanText(sequence.within)}`;
  const head = `${sequence.ordered ? 'sequence' : 'sample'}${shared.length === 0 ? '' : ` by ${keyList(shared)}`}${span}`;
  const until = sequence.until === undefined ? [] : [`until ${step(sequence.until)}`];
  return [head, ...sequence.steps.map(each => `  ${step(each)}`), ...until].join('\n');
}

/** A correlation that `holdsByEql` takes, as the sequence that it is. */
export function sequenceOf(search: Correlate): Sequence {
  const nested = countsInARow(search);
  if (nested !== undefined) return nested.sequence;
  const by: readonly JoinKey[] = search.by.map(value => ({ value, nullable: false }));
  const runs = search.ordered ? 1 : (boundsOf(search)?.count ?? 1);
  return {
    kind: 'sequence',
    ordered: true,
    steps: search.inputs.map(input => ({
      search: input.search,
      by: keysOf(search, input.name, by),
      runs,
      absent: false,
    })),
    ...(search.window.kind === 'sliding' ? { within: search.window.length } : {}),
    origin: search.origin,
  };
}

/** A key that is the name of an alias is another field in each input. */
function keysOf({ aliases }: Correlate, input: string, by: readonly JoinKey[]): readonly JoinKey[] {
  return by.map(key => {
    const value = key.value.kind === 'field' ? aliases[key.value.name]?.[input] : undefined;
    return value === undefined ? key : { ...key, value };
  });
}

function ruleOf(search: Search, inputs: ReadonlyMap<Events, PlannedRule>): PlannedRule {
  const rule = search.kind === 'events' ? inputs.get(search) : undefined;
  if (rule === undefined) throw new Error('a step of a sequence that was not planned');
  return rule.where.kind === 'always' && rule.where.value ? { ...rule, where: always(true) } : rule;
}

function sharedKeys(steps: readonly Step[]): readonly JoinKey[] {
  const [first, ...others] = steps;
  const keys = first?.by ?? [];
  const differs = keys.findIndex((key, index) =>
    others.some(other => keyText(other.by[index]) !== keyText(key)),
  );
  return differs === -1 ? keys : keys.slice(0, differs);
}

function keyList(keys: readonly JoinKey[]): string {
  return keys.map(keyText).join(', ');
}

function keyText(key: JoinKey | undefined): string {
  if (key?.value.kind !== 'field') return '';
  return `${key.nullable ? '?' : ''}${fieldName(key.value.name)}`;
}
