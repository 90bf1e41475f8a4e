import type { Predicate } from '../ir/index.ts';
import type { EventData } from './event.ts';
import { EventView } from './event-view.ts';
import { countUse, Interner, type Node } from './interner.ts';
import { compileLeaf, eventScope } from './predicate.ts';
import { Prefilter } from './prefilter.ts';
import { requiredAtoms } from './required-atoms.ts';
import { hangsOn, Router, routingFields } from './routing.ts';
import type { EvaluateOptions, Scope, Test } from './scope.ts';
import { TestMaker } from './test-maker.ts';

/** Rules whose conditions on the routing fields are the same. */
interface Group {
  /** All must hold for the rules to be looked at. */
  readonly conditions: readonly Test[];
  readonly rules: { readonly index: number; readonly rest: Node }[];
  /** Made when the first event comes to them. */
  ready: ReadyGroup | undefined;
}

interface ReadyGroup {
  /** Places in `rules` that no index can speak for. */
  readonly always: readonly number[];
  readonly prefilter: Prefilter | undefined;
  readonly tests: readonly Test[];
  /** Generation of the event for which a rule was tried last. */
  readonly triedAt: number[];
}

/** Fewer rules than this are tried one by one. */
const manyRules = 4;

/**
 * Many predicates over many events. Says of an event what each `compilePredicate` would say, in a fraction of the time: events are
 * routed by the values that many rules require (see `routingFields`), an index over required texts then names the rules
 * that can match, and what several rules ask is asked once.
 */
export class RuleSet<Id> {
  private readonly ids: readonly Id[];
  private readonly scope: Scope;
  private readonly view: EventView;
  private readonly groups: readonly Group[];
  private readonly router: Router<readonly Group[]>;
  private readonly tests: TestMaker;

  constructor(
    rules: readonly { readonly id: Id; readonly predicate: Predicate }[],
    options: EvaluateOptions = {},
  ) {
    this.ids = rules.map(rule => rule.id);
    this.scope = eventScope(options);
    this.tests = new TestMaker(this.scope, compileLeaf);
    const interner = new Interner();
    const nodes = rules.map(rule => interner.intern(rule.predicate));
    for (const node of nodes) countUse(node);
    const fields = routingFields(nodes);
    this.groups = this.makeGroups(nodes, new Set(fields), interner);
    this.view = new EventView(this.scope.fields);
    this.router = new Router(
      fields.map(field => this.scope.fields.slot(field, field)),
      () => this.groupsOf(this.view),
    );
  }

  /** The ids of the rules that match, in the order in which they were given. */
  match(event: EventData): Id[] {
    const view = this.view.load(event);
    const found: number[] = [];
    for (const group of this.router.route(view)) this.matchGroup(group, view, found);
    if (found.length > 1) found.sort((left, right) => left - right);
    return found.map(index => this.ids[index] as Id);
  }

  private makeGroups(
    nodes: readonly Node[],
    fields: ReadonlySet<string>,
    interner: Interner,
  ): readonly Group[] {
    const groups = new Map<Node, Group>();
    nodes.forEach((node, index) => {
      const conjuncts = node.kind === 'and' ? node.operands : [node];
      const conditions = conjuncts.filter(conjunct => hangsOn(conjunct, fields));
      const key = interner.join('and', conditions);
      const rest = interner.join(
        'and',
        conjuncts.filter(conjunct => !conditions.includes(conjunct)),
      );
      countUse(rest);
      let group = groups.get(key);
      if (group === undefined) {
        group = {
          conditions: conditions.map(condition => this.tests.testOf(condition)),
          rules: [],
          ready: undefined,
        };
        groups.set(key, group);
      }
      if (node.kind !== 'always' || node.value) group.rules.push({ index, rest });
    });
    return [...groups.values()];
  }

  private groupsOf(view: EventView): readonly Group[] {
    return this.groups.filter(group => group.conditions.every(condition => condition(view)));
  }

  private matchGroup(group: Group, view: EventView, found: number[]): void {
    group.ready ??= this.prepare(group);
    const { always, prefilter, tests, triedAt } = group.ready;
    for (const place of always) if (tests[place]?.(view)) found.push(group.rules[place]?.index ?? 0);
    prefilter?.scan(view, places => {
      for (const place of places) {
        if (triedAt[place] === view.generation) continue;
        triedAt[place] = view.generation;
        if (tests[place]?.(view)) found.push(group.rules[place]?.index ?? 0);
      }
    });
  }

  private prepare(group: Group): ReadyGroup {
    const required = group.rules.length < manyRules ? [] : group.rules.map(({ rest }) => requiredAtoms(rest));
    const always = group.rules.flatMap((_, place) => (required[place] === undefined ? [place] : []));
    return {
      always,
      prefilter: new Prefilter(
        required.map(atoms => atoms ?? []),
        this.scope,
      ),
      tests: group.rules.map(({ rest }) => this.tests.testOf(rest)),
      triedAt: group.rules.map(() => 0),
    };
  }
}
