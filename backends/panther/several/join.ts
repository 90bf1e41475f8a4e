import {
  and,
  type Correlate,
  type Events,
  type Expression,
  type PlannedRule,
  printPredicate,
  type Sequence,
  type SeveralEvents,
} from '../../../src/ir/index.ts';
import { withScope } from '../document.ts';
import { pythonModule } from '../module.ts';
import { hasKey } from './key.ts';

export type Planned = PlannedRule & { readonly several: SeveralEvents };

/** A rule that a correlation joins: it finds events of one kind and shows the key by which they belong together. */
export interface JoinedRule {
  /** Its id within the correlation. */
  readonly id: string;
  readonly ruleId: string;
  readonly planned: PlannedRule;
  readonly module: string;
}

export interface Item {
  readonly rule: JoinedRule;
  readonly least: number;
  readonly absent: boolean;
  /** Seconds after the one before; those of the whole where it is not said. */
  readonly within?: number;
}

/** What a correlation is made of, whichever search it stands for. */
export interface Join {
  readonly items: readonly Item[];
  readonly rules: readonly JoinedRule[];
  readonly hasKey: boolean;
}

/** Where the joined rules show the key: https://docs.panther.com/detections/correlation-rules */
export const keyName = 'correlation_key';

export function joinOfSequence({ steps }: Sequence, planned: Planned): Join {
  return joined(
    steps.map(step => ({
      events: step.search,
      keys: step.by.map(key => key.value),
      least: step.runs,
      absent: step.absent,
      ...(step.within === undefined ? {} : { within: step.within }),
    })),
    planned,
  );
}

/** Of a correlation, an item for each input, with the number of its events that is asked for. */
export function joinOfCorrelation(
  search: Correlate,
  counts: ReadonlyMap<string, number>,
  planned: Planned,
): Join {
  return joined(
    search.inputs.map(input => ({
      events: input.search,
      keys: search.by.map(key =>
        key.kind === 'field' ? (search.aliases[key.name]?.[input.name] ?? key) : key,
      ),
      least: counts.get(input.name) ?? 1,
      absent: false,
    })),
    planned,
  );
}

interface Wanted {
  readonly events: Sequence['steps'][number]['search'];
  readonly keys: readonly Expression[];
  readonly least: number;
  readonly absent: boolean;
  readonly within?: number;
}

/** Items that look for the same events under the same key share a rule. */
function joined(wanted: readonly Wanted[], planned: Planned): Join {
  const rules: JoinedRule[] = [];
  const items = wanted.map(({ events, keys, ...step }): Item => {
    const input = events.kind === 'events' ? planned.several.inputs.get(events) : undefined;
    const rule = joinedRule(input ?? planned, keys, planned, rules.length + 1);
    const same = rules.find(each => each.module === rule.module);
    if (same === undefined) rules.push(rule);
    return { ...step, rule: same ?? rule };
  });
  return { items, rules, hasKey: wanted.some(each => each.keys.length > 0) };
}

function joinedRule(
  input: PlannedRule,
  keys: readonly Expression[],
  { rule }: PlannedRule,
  place: number,
): JoinedRule {
  const where = withKeys(withScope({ planned: input }), keys);
  const planned: PlannedRule = { ...input, rule, where };
  const module = pythonModule(planned, {
    ...(keys.length === 0 ? {} : { keys: { [keyName]: keys }, context: { [keyName]: `${keyName}(event)` } }),
  });
  const logType = input.source.panther.logTypes[0] ?? 'Custom';
  return { id: `Step${place}`, ruleId: `${logType}.${idOf(planned)}.Step${place}`, planned, module };
}

/** Events without one of the keys belong to no group. */
export function withKeys(where: PlannedRule['where'], keys: readonly Expression[]): PlannedRule['where'] {
  const conjuncts = where.kind === 'and' ? where.operands : [where];
  const said = new Set(conjuncts.map(each => printPredicate(each)));
  const missing = keys
    .filter(key => (key.kind === 'choice' ? key.otherwise === undefined : key.kind !== 'literal'))
    .map(hasKey)
    .filter(each => !said.has(printPredicate(each)));
  if (missing.length === 0) return where;
  const present = where.kind === 'always' && where.value ? [] : conjuncts;
  return and([...present, ...missing]);
}

/** The rule's title as one word, with the start of its id, which keeps rules of one title apart. */
export function idOf({ rule: { metadata } }: PlannedRule): string {
  const word = metadata.title
    .split(/[^A-Za-z0-9]+/)
    .map(each => each.slice(0, 1).toUpperCase() + each.slice(1))
    .join('');
  const id = metadata.id?.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 8);
  return `${word === '' ? 'Rule' : word}${id === undefined || id === '' ? '' : `.${id}`}`;
}

/** Whether each part of a search is one that a joined rule can be. */
export function areEvents(searches: readonly { readonly kind: string }[]): searches is readonly Events[] {
  return searches.every(each => each.kind === 'events');
}
