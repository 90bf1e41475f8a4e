import { and, type Equals, type LogSource, type Predicate } from '../ir/index.ts';
import type { DataSource, ScopeTable } from './data-source.ts';
import type { Recognised } from './recognise-elastic.ts';
import { dataSources } from './registry.ts';

/** The data source of a Panther rule: the first that its log types hold, all of them. */
export function recognisePanther(logTypes: readonly string[] | undefined): string | undefined {
  return (wholeOf(logTypes) ?? sourcesOf(logTypes)[0])?.id;
}

/** The source that all events of a log type are of: of several, that of the type alone which is of no one service. */
function wholeOf(logTypes: readonly string[] | undefined): DataSource | undefined {
  const whole = sourcesOf(logTypes).filter(source => source.panther.scope === undefined);
  const ofAny = whole.find(
    ({ sigma, panther }) =>
      sigma.product !== undefined && sigma.service === undefined && panther.logTypes.length === 1,
  );
  return ofAny ?? whole[0];
}

/**
 * The data source of a rule in Panther's terms: of those that its log type holds the one that asks most of the event of what the rule
 * itself asks of every event (a channel of Windows and the number of the event), which is then its scope.
 */
export function locatePanther({ panther }: LogSource, where: Predicate): Recognised {
  const parts = conjunctsOf(where);
  const candidates = sourcesOf(panther?.logTypes).flatMap(source => {
    const scope = source.partOf === undefined ? scopeIn(parts, source.panther.scope ?? {}) : undefined;
    return scope === undefined ? [] : [{ source, scope }];
  });
  const best = candidates
    .filter(({ source, scope }) => scope.size > 0 && isTold(source, candidates))
    .reduce<Candidate | undefined>(
      (most, each) => (most === undefined || fitOf(each) > fitOf(most) ? each : most),
      undefined,
    );
  // Where the type holds several sources, a rule that asks for none of them is of none.
  if (best === undefined) {
    const known = toldIn(parts, panther?.logTypes) ?? wholeOf(panther?.logTypes);
    return { id: known?.id, scope: undefined, where };
  }
  const { source, scope } = best;
  const rest = parts.filter(part => !scope.has(part) || !asksForAll(part, source));
  return { id: source.id, scope: and([...scope]), where: and(rest, where.origin) };
}

/** The source of a log type whose events alone have a value that the rule asks for (the operation of a sign-in to Entra ID). */
function toldIn(
  parts: readonly Predicate[],
  logTypes: readonly string[] | undefined,
): DataSource | undefined {
  return sourcesOf(logTypes).find(({ panther }) =>
    Object.entries(panther.tells ?? {}).some(([name, values]) =>
      parts.some(part => part.kind === 'equals' && asksFor(part, name, values)),
    ),
  );
}

interface Candidate {
  readonly source: DataSource;
  readonly scope: ReadonlySet<Predicate>;
}

/** By how much of the event a rule asks for; of the same, one of whose scope it asks for the whole. */
function fitOf({ source, scope }: Candidate): number {
  return scope.size + ([...scope].every(part => asksForAll(part, source)) ? 0.5 : 0);
}

/** Of the categories of one product that ask for the same (what is added to the registry, and deleted) none is told; a whole log is. */
function isTold({ id, sigma, panther }: DataSource, candidates: readonly Candidate[]): boolean {
  if (sigma.category === undefined) return true;
  return !candidates.some(
    ({ source }) =>
      source.id !== id &&
      source.sigma.product === sigma.product &&
      JSON.stringify(source.panther.scope) === JSON.stringify(panther.scope),
  );
}

function conjunctsOf(where: Predicate): readonly Predicate[] {
  return where.kind === 'and' ? where.operands.flatMap(conjunctsOf) : [where];
}

function sourcesOf(logTypes: readonly string[] | undefined): readonly DataSource[] {
  if (logTypes === undefined || logTypes.length === 0) return [];
  return dataSources().filter(({ panther }) => logTypes.every(type => panther.logTypes.includes(type)));
}

/** Whether a conjunct of the scope says no more than that: one that asks for some of the values of a field is asked of the events too. */
function asksForAll(part: Predicate, { panther }: DataSource): boolean {
  if (part.kind !== 'equals' || part.subject.kind !== 'field') return false;
  return new Set(part.values.map(String)).size === [panther.scope?.[part.subject.name] ?? []].flat().length;
}

/** The conjuncts that ask for a scope or some of its values, and for no more; undefined where one is missing. */
function scopeIn(parts: readonly Predicate[], scope: ScopeTable): ReadonlySet<Predicate> | undefined {
  const found = new Set<Predicate>();
  for (const [name, values] of Object.entries(scope)) {
    const part = parts.find(each => each.kind === 'equals' && asksFor(each, name, [values].flat()));
    if (part === undefined) return undefined;
    found.add(part);
  }
  return found;
}

/**
 * Numbers are the same as texts; an author who minds the case of letters writes a value as the product does. One id of several is of its
 * log, which all products tell by the id.
 */
function asksFor({ subject, values, casing }: Equals, name: string, wanted: readonly unknown[]): boolean {
  if (subject.kind !== 'field' || subject.name !== name) return false;
  const spelt = (value: unknown): string =>
    casing === 'exact' ? String(value) : String(value).toLowerCase();
  const asked = new Set(values.map(spelt));
  const known = new Set(wanted.map(spelt));
  return (asked.size === known.size || name !== 'EventID') && [...asked].every(value => known.has(value));
}
