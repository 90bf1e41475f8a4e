import { and, type Equals, type LogSource, type Predicate } from '../ir/index.ts';
import type { DataSource, ScopeTable } from './data-source.ts';
import type { Recognised } from './recognise-elastic.ts';
import { dataSources } from './registry.ts';

/** The data source of a Panther rule with one log type: the first that the type holds. */
export function recognisePanther(logTypes: readonly string[] | undefined): string | undefined {
  return (wholeOf(logTypes) ?? sourcesOf(logTypes)[0])?.id;
}

/** The source that all events of a log type are of. */
function wholeOf(logTypes: readonly string[] | undefined): DataSource | undefined {
  return sourcesOf(logTypes).find(source => source.panther.scope === undefined);
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
      (most, each) => (most === undefined || each.scope.size > most.scope.size ? each : most),
      undefined,
    );
  // Where the type holds several sources, a rule that asks for none of them is of none.
  if (best === undefined) return { id: wholeOf(panther?.logTypes)?.id, scope: undefined, where };
  const { source, scope } = best;
  const rest = parts.filter(part => !scope.has(part));
  return { id: source.id, scope: and([...scope]), where: and(rest, where.origin) };
}

interface Candidate {
  readonly source: DataSource;
  readonly scope: ReadonlySet<Predicate>;
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
  const [only] = logTypes ?? [];
  if (only === undefined || logTypes?.length !== 1) return [];
  return dataSources().filter(({ panther }) => panther.logTypes.includes(only));
}

/** The conjuncts that ask for all of a scope and for no more; undefined where one is missing. */
function scopeIn(parts: readonly Predicate[], scope: ScopeTable): ReadonlySet<Predicate> | undefined {
  const found = new Set<Predicate>();
  for (const [name, values] of Object.entries(scope)) {
    const part = parts.find(each => each.kind === 'equals' && asksFor(each, name, [values].flat()));
    if (part === undefined) return undefined;
    found.add(part);
  }
  return found;
}

/** Numbers are the same as texts; an author who minds the case of letters writes a value as the product does. */
function asksFor({ subject, values, casing }: Equals, name: string, wanted: readonly unknown[]): boolean {
  if (subject.kind !== 'field' || subject.name !== name) return false;
  const spelt = (value: unknown): string =>
    casing === 'exact' ? String(value) : String(value).toLowerCase();
  const asked = new Set(values.map(spelt));
  return asked.size === wanted.length && wanted.every(value => asked.has(spelt(value)));
}
