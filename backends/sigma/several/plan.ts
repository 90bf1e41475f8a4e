import type {
  Correlate,
  Events,
  Given,
  Metadata,
  PlannedRule,
  Search,
  SearchHold,
  Sequence,
  SeveralEvents,
  Step,
} from '../../../src/ir/index.ts';
import { areDisjoint } from '../../disjoint.ts';
import { uuidOfPart } from '../../rule-id.ts';
import { aliasesMeasured, type Keys, keysOfCorrelate, keysOfSequence } from './keys.ts';
import { fieldsMeasured, measuredCondition } from './measured.ts';
import { isUuid, ruleName } from './names.ts';
import { presenceOf } from './presence.ts';
import { withNames } from './rename-inputs.ts';
import { timespan } from './span.ts';

export type Planned = PlannedRule & { readonly several: SeveralEvents };
type Loss = Extract<SearchHold, { kind: 'held' }>['losses'][number];

/** A rule, or a correlation, that others refer to. */
export interface Part {
  readonly name: string;
  readonly id?: string;
  /** What the rule that was read says of itself, where it was a rule. */
  readonly said?: Metadata;
  readonly rule?: PlannedRule;
  readonly correlation?: Readonly<Record<string, unknown>>;
}

/** The documents of a search over several events, those that are referred to before those that refer to them. */
export interface Plan {
  readonly parts: readonly Part[];
  readonly losses: readonly Loss[];
  readonly given: readonly Given[];
}

/** What Sigma makes of a search over several events, or a sentence that says why it cannot say it. */
export function planSeveral(planned: Planned): Plan | string {
  const planner = new Planner(planned);
  const why = planner.add(planned.several.search, undefined);
  return why ?? planner;
}

class Planner implements Plan {
  readonly parts: Part[] = [];
  readonly losses: Loss[] = [];
  readonly given: Given[] = [];
  readonly #planned: Planned;
  readonly #names = new Set<string>();

  constructor(planned: Planned) {
    this.#planned = planned;
  }

  /** Adds the parts of a search; gives why it cannot. `name` is what the outermost correlation has none of. */
  add(search: Search, name: string | undefined, said?: Metadata): string | undefined {
    const before = this.parts.length;
    const why = this.addPart(search, name);
    const last = this.parts.at(-1);
    if (why === undefined && said !== undefined && last !== undefined && this.parts.length > before)
      this.parts[this.parts.length - 1] = { ...last, said };
    return why;
  }

  private addPart(search: Search, name: string | undefined): string | undefined {
    switch (search.kind) {
      case 'correlate':
        return this.correlate(search, name);
      case 'sequence':
        return this.sequence(search, name);
      case 'events':
        return this.rule(search, name ?? '');
      case 'union':
        return 'a Sigma correlation refers to rules that look for events of one kind each';
      default:
        return 'a Sigma correlation refers to rules over single events and to other correlations';
    }
  }

  private rule(search: Events, name: string): string | undefined {
    const rule = this.#planned.several.inputs.get(search);
    if (rule === undefined) return 'an input of the search was not planned';
    if (rule.where.kind === 'always' && (!rule.where.value || rule.scope.kind === 'always'))
      return rule.where.value
        ? 'one of the rules matches every event, and Sigma has no detection without a selection'
        : 'one of the rules can never match, and Sigma has no such detection';
    this.parts.push({ name, ...(isUuid(name) ? { id: name } : {}), rule });
    return undefined;
  }

  private correlate(search: Correlate, name: string | undefined): string | undefined {
    const given = search.inputs.map(input => input.name);
    const names = given.map(each => this.nameFor(each, given.length));
    const renamed = withNames(search, names);
    for (const [index, { search: input }] of search.inputs.entries()) {
      const said = this.#planned.rule.joined?.find(each => each.name === given[index])?.metadata;
      const why = this.add(input, names[index], said);
      if (why !== undefined) return why;
    }
    const keys = keysOfCorrelate(renamed);
    if (typeof keys === 'string') return keys;
    const asked = this.asked(renamed, names);
    if (typeof asked === 'string') return asked;
    const counted = aliasesMeasured(renamed, fieldsMeasured(asked.condition));
    if (typeof counted === 'string') return counted;
    const aliases = { ...keys.aliases, ...counted };
    const seconds = this.window(renamed, asked.growing);
    this.push(asked.type, names, { ...keys, aliases }, seconds, asked.condition, name);
    return undefined;
  }

  private asked(
    search: Correlate,
    names: readonly string[],
  ): { readonly type: string; readonly condition: unknown; readonly growing: boolean } | string {
    const presence = search.measures.length === 0 ? presenceOf(search.having, names) : undefined;
    if (presence === undefined && search.measures.length === 0 && search.having.kind === 'always')
      return { type: 'temporal', condition: ofAnything(search.having.value, names.length), growing: true };
    const type = search.ordered ? 'temporal_ordered' : 'temporal';
    if (presence?.kind === 'all') return { type, condition: undefined, growing: true };
    if (presence?.kind === 'number')
      return { type, condition: presence.condition, growing: Object.keys(presence.condition)[0] === 'gte' };
    if (presence?.kind === 'expression') {
      this.given.push('pysigma-extended-condition');
      return { type, condition: presence.text, growing: presence.growing };
    }
    if (search.ordered) return 'a Sigma correlation in order asks that each of its rules has an event';
    const measured = measuredCondition(search);
    if (typeof measured === 'string') return measured;
    if (measured.leftOut)
      this.lose(
        'broader',
        'a Sigma correlation has one measure: what is asked of the number of events is left out',
      );
    return measured;
  }

  /** Seconds of a sliding window, the only one that Sigma has. */
  private window({ window }: Correlate, growing: boolean): number {
    if (window.kind === 'sliding') return this.whole(window.length);
    const what =
      window.kind === 'tumbling'
        ? 'a Sigma correlation looks at any span of its length, not at those of the clock alone'
        : 'a Sigma correlation looks at any span of its length, not at what single runs look back on';
    this.lose(growing ? 'broader' : 'different', what);
    return this.whole(window.kind === 'tumbling' ? window.length : window.lookBack);
  }

  private whole(seconds: number): number {
    if (!Number.isInteger(seconds) || seconds < 1)
      this.lose('broader', 'the time spans of Sigma are whole seconds');
    return Math.max(1, Math.ceil(seconds));
  }

  private sequence(search: Sequence, name: string | undefined): string | undefined {
    const why = refusalOf(search);
    if (why !== undefined) return why;
    const schedule = this.#planned.rule.schedule?.lookBack;
    const span = search.within ?? schedule;
    if (span === undefined) return 'a Sigma correlation needs a time span, and this sequence has none';
    const seconds = this.whole(span);
    const names = search.steps.map((_, index) => this.nameFor(`step_${index + 1}`, search.steps.length));
    const keys = keysOfSequence(search, names);
    if (typeof keys === 'string') return keys;
    const [only, ...more] = search.steps;
    if (only !== undefined && more.length === 0) {
      this.loseOfSequence(search);
      return this.repeated(only, names[0] ?? '', keys, seconds, name);
    }
    for (const [index, step] of search.steps.entries()) {
      const inner = this.step(step, names[index] ?? '', seconds);
      if (inner !== undefined) return inner;
    }
    this.loseOfSequence(search);
    const type = search.ordered ? 'temporal_ordered' : 'temporal';
    this.push(type, names, keys, seconds, undefined, name);
    return undefined;
  }

  /** So many events of one step are counted by a correlation of their own, from whose last one on the span is counted anew. */
  private step(step: Step, name: string, seconds: number): string | undefined {
    if (step.runs === 1) return this.add(step.search, name);
    this.lose(
      'broader',
      'repeated events are counted by a correlation of their own, and the events after them may come so long after the last one, not the first',
    );
    this.lose(
      'narrower',
      'repeated events that go on are one alert of their own correlation, at the time at which it began',
    );
    const keys = keysOfSequence({ steps: [step] }, [name]);
    if (typeof keys === 'string') return keys;
    return this.repeated(step, this.unique(`${name}_event`), keys, seconds, name);
  }

  /** So many events of one kind within the span. */
  private repeated(
    step: Step,
    input: string,
    keys: Keys,
    seconds: number,
    name: string | undefined,
  ): string | undefined {
    const why = this.add(step.search, input);
    if (why === undefined) this.push('event_count', [input], keys, seconds, { gte: step.runs }, name);
    return why;
  }

  private loseOfSequence(search: Sequence): void {
    if (search.within === undefined)
      this.lose(
        'broader',
        'the sequence has no span of its own, and its rule’s runs cut what Sigma’s sliding span does not',
      );
    if (search.steps.some(step => step.by.some(key => key.nullable)))
      this.lose('narrower', 'a Sigma correlation groups no events that have no value for a key');
    const rules = search.steps.map(({ search: step }) =>
      step.kind === 'events' ? this.#planned.several.inputs.get(step) : undefined,
    );
    const apart = search.ordered
      ? rules.every((rule, index) => index === 0 || isApart(rules[index - 1], rule))
      : rules.every((rule, index) => rules.slice(0, index).every(other => isApart(other, rule)));
    if (!apart)
      this.lose(
        'broader',
        'one event may be that of several rules of a Sigma correlation, but one step of a sequence',
      );
    else if (search.ordered && rules.length > 1) this.given.push('distinct-times');
  }

  private push(
    type: string,
    rules: readonly string[],
    { by, aliases }: Keys,
    seconds: number,
    condition: unknown,
    name: string | undefined,
  ): void {
    const correlation = {
      type,
      rules,
      ...(by.length === 0 ? {} : { 'group-by': by }),
      timespan: timespan(seconds),
      ...(Object.keys(aliases).length === 0 ? {} : { aliases }),
      ...(condition === undefined ? {} : { condition }),
    };
    this.parts.push({ name: name ?? '', correlation });
  }

  /**
   * Names of Sigma rules are kept; of others they are made of title and id, since they must be unique in a collection. So must be ids:
   * the rule that has one may stand in it too, and before other correlations.
   */
  private nameFor(written: string, of: number): string {
    const { metadata } = this.#planned.rule;
    const isOwn = metadata.vendor === 'sigma' && written !== 'events' && /^[\w.-]+$/.test(written);
    if (isOwn && isUuid(written) && metadata.id !== undefined) return uuidOfPart(metadata.id, written);
    if (isOwn) return this.unique(written);
    const short = metadata.id === undefined ? '' : `_${ruleName(`r_${metadata.id}`).slice(2, 10)}`;
    return this.unique(`${ruleName(`${metadata.title}_${of === 1 ? 'events' : written}`)}${short}`);
  }

  private unique(base: string): string {
    let name = base;
    for (let number = 2; this.#names.has(name); number++) name = `${base}_${number}`;
    this.#names.add(name);
    return name;
  }

  private lose(verdict: Loss['verdict'], why: string): void {
    if (!this.losses.some(loss => loss.verdict === verdict && loss.why === why))
      this.losses.push({ verdict, why });
  }
}

/** A group is there because of an event of one of the rules, and of more rules than there are it has none. */
function ofAnything(holds: boolean, rules: number): Readonly<Record<string, number>> {
  return holds ? { gte: 1 } : { gt: rules };
}

function isApart(one: PlannedRule | undefined, other: PlannedRule | undefined): boolean {
  return one !== undefined && other !== undefined && areDisjoint(one, other);
}

/** What a sequence may ask for and Sigma's correlations have no words for. */
function refusalOf({ steps, until }: Sequence): string | undefined {
  if (until !== undefined) return 'a Sigma correlation has no event that ends it (until)';
  if (steps.some(step => step.absent))
    return 'a Sigma correlation in order has no event that must be missing';
  return undefined;
}
