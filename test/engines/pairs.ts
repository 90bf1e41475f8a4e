import type { EventData } from '../../bench/corpus/inputs.ts';
import { compile, defaultProfile, plannedView, type Translation } from '../../src/compile/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { and, type Backend, type Dialect, fold, type Predicate } from '../../src/ir/index.ts';
import { holdsGivens } from '../../src/verify/held-givens.ts';
import { verifyTranslation } from '../../src/verify/index.ts';
import { readBackOf } from '../../src/verify/read-back.ts';
import { eventsFor, type RealEvents } from './events.ts';
import type { JudgedRule } from './rules.ts';

/** A rule in a target, with events of that target and what each reading of ours says of them. */
export interface Pair {
  readonly judged: JudgedRule;
  readonly dialect: Dialect;
  readonly translation: Translation;
  readonly query: string;
  readonly events: readonly EventData[];
  readonly readings: readonly Reading[];
}

/** The rule itself and what was planned (where the translation is exact), and the emitted text read back. */
export interface Reading {
  readonly name: 'rule' | 'plan' | 'read back';
  readonly predicate: Predicate;
  readonly wanted: readonly boolean[];
}

/** A rule in a dialect; undefined when it is refused. */
export async function pairOf(
  judged: JudgedRule,
  backend: Backend,
  dialect: string | undefined,
  real: RealEvents,
): Promise<Pair | undefined> {
  const translation = compile(judged.rule, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
    ...(dialect === undefined ? {} : { dialect }),
  });
  const { dialect: chosen, query, planned } = translation;
  if (chosen === undefined || query === undefined || planned === undefined) return undefined;
  const { translation: checked } = await verifyTranslation(judged.rule, translation);
  const readings = await readingsOf(judged, checked);
  const [first] = readings;
  if (first === undefined) return undefined;
  const { isMultiValued } = planned.profile;
  // Of a text that could not be read back nobody knows what it takes its fields for.
  const given = checked.evidence?.kind === 'unverified' ? [...checked.given, 'text:*'] : checked.given;
  const events = eventsFor(judged, first[1], chosen.vendor, real, isMultiValued).filter(event =>
    holdsGivens(given, event),
  );
  return {
    judged,
    dialect: chosen,
    translation: checked,
    query,
    events,
    readings: readings.map(([name, predicate]) => ({
      name,
      predicate,
      wanted: events.map(compilePredicate(predicate)),
    })),
  };
}

type Named = readonly [Reading['name'], Predicate];

async function readingsOf({ rule }: JudgedRule, translation: Translation): Promise<readonly Named[]> {
  const { dialect, query, planned, verdict, given } = translation;
  if (dialect === undefined || query === undefined || planned === undefined) return [];
  // A Sigma document says its source beside the detection.
  const scoped = (where: Predicate) =>
    fold(dialect.vendor === 'sigma' && planned.where.kind !== 'always' ? where : and([planned.scope, where]));
  const view = verdict === 'exact' ? plannedView(rule, dialect.vendor, planned.parts)?.predicate : undefined;
  const found = (await readBackOf(dialect))?.(query, planned, given).value?.predicate;
  return [
    ...(view === undefined ? [] : [['rule', scoped(view)] as const]),
    // What a dialect loses in printing a leaf is in the text alone.
    ...(verdict === 'exact' || found === undefined ? [['plan', scoped(planned.where)] as const] : []),
    ...(found === undefined ? [] : [['read back', found] as const]),
  ];
}
