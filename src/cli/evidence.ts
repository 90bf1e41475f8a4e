import type { Translation } from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Rule } from '../ir/index.ts';
import { holdsGivens } from '../verify/held-givens.ts';
import type { JudgedEvent, NamedEvent } from '../verify/judge-events.ts';
import type { Verified } from '../verify/verified.ts';
import type { PantherEngine } from './panther-engine.ts';
import type { Run } from './run.ts';

/** How far to go for evidence. */
export type EvidenceLevel = 'none' | 'proved' | 'tested' | 'engine';

export const evidenceLevels: readonly EvidenceLevel[] = ['none', 'proved', 'tested', 'engine'];

/** Events to judge beside those that are made, in the rule's own names. */
export interface OwnEvents {
  readonly labelled: readonly NamedEvent[];
  readonly given: readonly NamedEvent[];
}

export interface Checked extends Verified {
  readonly events: readonly JudgedEvent[];
}

const evaluator = 'ruleglot';

/** The translation with its evidence; the proof is loaded only when it is asked for. */
export async function checkedTranslation(
  rule: Rule | undefined,
  translation: Translation,
  level: EvidenceLevel,
  own: OwnEvents,
  engine?: PantherEngine,
): Promise<Checked> {
  const unchanged = { translation, contradicted: false, witness: {}, events: [] };
  if (rule === undefined || level === 'none' || translation.verdict === 'refused') return unchanged;
  const { verifyTranslation } = await import('../verify/index.ts');
  try {
    const verified = await verifyTranslation(rule, translation);
    if (level === 'proved') return { ...verified, events: [] };
    return await withEvents(rule, verified, own, engine);
  } catch (error) {
    // The translation stands as declared; what failed is the check, and the evidence says so.
    const because = `the check itself failed: ${error instanceof Error ? error.message : String(error)}`;
    return { ...unchanged, translation: { ...translation, evidence: { kind: 'unverified', because } } };
  }
}

async function withEvents(
  rule: Rule,
  verified: Verified,
  own: OwnEvents,
  engine: PantherEngine | undefined,
): Promise<Checked> {
  const { madeEvents, provedEvents, testedBy, translatedEvents } = await import('../verify/judge-events.ts');
  const made = madeEvents(rule, verified);
  const events = [
    ...provedEvents(rule, verified),
    ...made,
    ...translatedEvents(rule, verified, own.labelled, 'labelled'),
    ...translatedEvents(rule, verified, own.given, 'given'),
  ];
  const tested = testedBy(verified, made, evaluator);
  if (engine === undefined || tested.translation.dialect?.name !== 'python') return { ...tested, events };
  return judgedByEngine(tested, events, engine);
}

async function judgedByEngine(
  verified: Verified,
  events: readonly JudgedEvent[],
  engine: PantherEngine,
): Promise<Checked> {
  const { translation } = verified;
  const answers = await engine.judge(
    translation.query ?? '',
    events.map(({ target }) => target),
  );
  if (typeof answers === 'string')
    return { ...withDiagnostic(verified, diagnose('verify/engine-failed', { reason: answers })), events };
  const judged = events.map((event, at) => {
    const said = answers[at];
    return said === undefined ? event : { ...event, engine: said };
  });
  // An event that is none of those that the translation speaks of tells nothing of it: Python fails over a number where a text is given.
  const parts = judged.find(
    ({ engine: said, query, target }) =>
      said !== undefined && said !== query && holdsGivens(translation.given, target),
  );
  if (parts === undefined) return { ...verified, events: judged };
  const event = JSON.stringify(parts.target);
  const diagnostic = diagnose('verify/engine-disagrees', { engine: parts.engine === true, event });
  return { ...withDiagnostic(verified, diagnostic), events: judged };
}

function withDiagnostic(verified: Verified, diagnostic: Diagnostic): Verified {
  const { translation } = verified;
  return {
    ...verified,
    translation: { ...translation, diagnostics: [...translation.diagnostics, diagnostic] },
  };
}

/** The engine of a run that asks for one; that there is none is told. */
export async function engineOf({ terminal }: Pick<Run, 'terminal'>): Promise<PantherEngine | undefined> {
  const { PantherEngine: Engine } = await import('./panther-engine.ts');
  const engine = await Engine.start('python3');
  if (typeof engine !== 'string') return engine;
  terminal.diagnostic(diagnose('verify/no-engine', { reason: engine }), 'python3');
  return undefined;
}
