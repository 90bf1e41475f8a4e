import type { EventData } from '../../evaluate/index.ts';
import { and, not, type Pattern, type Predicate, type Value } from '../../ir/index.ts';
import { insideValues, patternsToJoin, waysInside } from './leaf-values.ts';
import { pairedValues } from './paired-values.ts';
import { bare, plausible, textOf } from './pattern-texts.ts';
import { type Branch, holdsOn, type Site } from './sites.ts';

/** That a part of the predicate is to hold, or not to. */
export interface Goal {
  readonly branch: Branch;
  readonly wanted: boolean;
}

interface Literal {
  readonly site: Site;
  readonly wanted: boolean;
}

interface Expanded {
  readonly literals: readonly Literal[];
  /** One operand at least must be as wanted. */
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly branch: Extract<Branch, { kind: 'and' | 'or' }>;
  readonly wanted: boolean;
}

export interface SolverOptions {
  readonly isMultiValued: (field: string) => boolean;
  /** An event of a predicate that no value of the rule's own texts was found for; without it there is none. */
  readonly search?: (predicate: Predicate) => EventData | undefined;
}

/** Of some sites, the place in the leaf's list of values or patterns. */
export type Ways = ReadonlyMap<Site, number>;

/** What a field has: one value or several. */
type Held = Value | readonly Value[];

/** At most so many events are tried for one set of goals. */
const mostTries = 40;
/** Conditions that values are found for, in all that one solver does: a second at most. */
const mostLiterals = 400_000;
/** Operands of a choice that are tried. */
const mostOperands = 6;
const mostWays = 4;

/** Finds events for goals: values from the rule itself first, those of the proof's search where these do not do. */
export class Solver {
  private readonly options: SolverOptions;
  private readonly known = new Map<string, Held | undefined>();
  private tries = 0;
  private literals = 0;

  constructor(options: SolverOptions) {
    this.options = options;
  }

  /** `ways`: which of a leaf's values or patterns is to be met. */
  solve(goals: readonly Goal[], ways: Ways = new Map()): EventData | undefined {
    this.tries = mostTries;
    return this.extend(expand(goals), ways);
  }

  private extend({ literals, choices }: Expanded, ways: Ways): EventData | undefined {
    this.literals += literals.length;
    if (this.tries-- <= 0 || this.literals > mostLiterals) return undefined;
    const event = this.assign(literals, ways);
    if (event === undefined) return undefined;
    const open = choices.find(({ branch, wanted }) => holdsOn(branch, event) !== wanted);
    if (open === undefined) return event;
    const others = choices.filter(each => each !== open);
    for (const branch of open.branch.operands.slice(0, mostOperands)) {
      const more = expand([{ branch, wanted: open.wanted }]);
      const found = this.extend(
        { literals: [...literals, ...more.literals], choices: [...others, ...more.choices] },
        ways,
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A value for each field; what looks at several fields gets its own beside them. */
  private assign(literals: readonly Literal[], ways: Ways): EventData | undefined {
    const event: Record<string, unknown> = {};
    for (const [field, group] of byField(literals)) {
      const value = this.valueOf(field, group, ways);
      if (value === undefined && group.some(({ wanted }) => wanted)) return this.searched(literals);
      if (value !== undefined) event[field] = value;
    }
    for (const { site, wanted } of literals)
      if (wanted && site.field === undefined && !site.holds(event))
        Object.assign(event, this.patch(site, event));
    const fits = literals.every(({ site, wanted }) => site.holds(event) === wanted);
    return fits ? event : this.searched(literals);
  }

  private patch(site: Site, event: EventData): EventData | undefined {
    const { leaf } = site;
    const paired = pairedValues(leaf).find(each => site.holds({ ...event, ...each }));
    if (paired !== undefined) return paired;
    if (leaf.kind !== 'keyword') return this.eventOf(leaf);
    const { message } = event;
    const before = message === undefined ? '' : `${String(message)} `;
    const text = find(insideValues(leaf), value => site.holds({ message: value }));
    return text === undefined ? undefined : { message: `${before}${text}` };
  }

  private valueOf(field: string, group: readonly Literal[], ways: Ways): Held | undefined {
    if (!group.some(({ wanted }) => wanted)) return undefined;
    const fits = (value: Held) =>
      group.every(({ site, wanted }) => site.holds({ [field]: value }) === wanted);
    const key = group
      .map(({ site, wanted }) => `${wanted ? '+' : '-'}${site.index} ${ways.get(site) ?? ''}`)
      .join();
    if (this.known.has(key)) return this.known.get(key);
    const single: Held | undefined = find(candidates(group, ways), fits);
    const found =
      single === undefined && this.options.isMultiValued(field)
        ? find([several(group, ways, field)], fits)
        : single;
    this.known.set(key, found);
    return found;
  }

  /** By the proof's own search, over all fields together. */
  private searched(literals: readonly Literal[]): EventData | undefined {
    const event = this.eventOf(
      and(literals.map(({ site, wanted }) => (wanted ? site.leaf : not(site.leaf)))),
    );
    if (event === undefined || !this.isPossible(event)) return undefined;
    return literals.every(({ site, wanted }) => site.holds(event) === wanted) ? event : undefined;
  }

  /** The proof puts texts that may stand anywhere into several values of one field, which a log need not have. */
  private isPossible(event: EventData): boolean {
    return Object.entries(event).every(
      ([field, value]) => !Array.isArray(value) || value.some(isObject) || this.options.isMultiValued(field),
    );
  }

  private eventOf(predicate: Predicate): EventData | undefined {
    return this.options.search?.(predicate);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** A value of its own for each leaf that wants one. */
function several(group: readonly Literal[], ways: Ways, field: string): readonly Value[] {
  const unwanted = group.filter(({ wanted }) => !wanted);
  const free = (value: Value) => !unwanted.some(({ site }) => site.holds({ [field]: value }));
  const values = group.flatMap(literal => {
    const fits = (value: Value) => literal.site.holds({ [field]: value }) && free(value);
    const value = literal.wanted ? find(candidates([literal], ways), fits) : undefined;
    return value === undefined ? [] : [value];
  });
  return [...new Set(values)];
}

function find<Member>(members: Iterable<Member>, fits: (member: Member) => boolean): Member | undefined {
  for (const member of members) if (fits(member)) return member;
  return undefined;
}

function byField(literals: readonly Literal[]): ReadonlyMap<string, readonly Literal[]> {
  const groups = new Map<string, Literal[]>();
  for (const literal of literals) {
    const { field } = literal.site;
    if (field === undefined) continue;
    const group = groups.get(field);
    if (group === undefined) groups.set(field, [literal]);
    else group.push(literal);
  }
  return groups;
}

function* candidates(group: readonly Literal[], ways: Ways): Generator<Value> {
  const wanted = group.flatMap(({ site, wanted: isWanted }) => (isWanted ? [site] : []));
  for (const site of wanted) {
    const way = ways.get(site);
    if (way !== undefined) yield* waysInside(site.leaf, way);
  }
  if (wanted.length > 1) yield* together(wanted, ways);
  for (const { leaf } of wanted) yield* insideValues(leaf);
  for (const { site } of group) yield* insideValues(site.leaf);
  yield 'other';
  yield 1;
}

/** Texts that fit a pattern of each leaf. */
function* together(wanted: readonly Site[], ways: Ways): Generator<string> {
  for (let round = 0; round < mostWays; round++) {
    const chosen: readonly Pattern[] = wanted.flatMap(site => {
      const patterns = patternsToJoin(site.leaf);
      const pattern = patterns[(ways.get(site) ?? round) % patterns.length];
      return pattern === undefined ? [] : [pattern];
    });
    for (const filling of [plausible, bare]) yield textOf(chosen, filling);
  }
}

function expand(goals: readonly Goal[]): Expanded {
  const literals: Literal[] = [];
  const choices: Choice[] = [];
  const waiting = [...goals].reverse();
  for (let goal = waiting.pop(); goal !== undefined; goal = waiting.pop()) {
    const { branch, wanted } = goal;
    if (branch.kind === 'site') literals.push({ site: branch.site, wanted });
    else if (branch.kind === 'not') waiting.push({ branch: branch.operand, wanted: !wanted });
    else if (branch.kind !== 'constant') {
      if ((branch.kind === 'and') === wanted || branch.operands.length === 1)
        for (const operand of [...branch.operands].reverse()) waiting.push({ branch: operand, wanted });
      else choices.push({ branch, wanted });
    }
  }
  return { literals, choices };
}
