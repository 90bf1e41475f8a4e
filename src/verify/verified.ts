import type { Translation, Verdict } from '../compile/index.ts';
import { atPolarity, compose, type LeafVerdict } from '../compile/loss.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { EventData } from '../evaluate/index.ts';
import type { Predicate } from '../ir/index.ts';
import { withoutLosses } from './declared.ts';
import type { SeriesJudgement } from './several/judge-series.ts';

/** A translation with the verdict that was found, and the events that tell the two readings apart, if they differ. */
export interface Verified {
  readonly translation: Translation;
  /** In the target's field names. */
  readonly witness: { readonly onlyRule?: EventData; readonly onlyQuery?: EventData };
  /** What was declared does not hold: the query must not be written. */
  readonly contradicted: boolean;
  /** What the rule and the query say, in the target's names; absent where the query could not be read back. */
  readonly readings?: { readonly rule: Predicate; readonly query: Predicate };
  /** Of a search over several events that was not proved exact: what series of events say. */
  readonly series?: SeriesJudgement;
}

export function withGiven(translation: Translation, given: readonly string[]): Translation {
  return { ...translation, given: [...new Set([...translation.given, ...given])].sort() };
}

/** The verdict of what was found, with the losses of the field map beside it. */
export function found(
  translation: Translation,
  printed: LeafVerdict,
  { onlySource, onlyFound }: { readonly onlySource?: EventData; readonly onlyFound?: EventData } = {},
): Verified {
  const verdict = compose([translation.mapping ?? 'exact', atPolarity(printed, true)]);
  const witness = {
    ...(onlySource === undefined ? {} : { onlyRule: onlySource }),
    ...(onlyFound === undefined ? {} : { onlyQuery: onlyFound }),
  };
  const contradicted = !covers(translation.verdict, verdict);
  const diagnostics = contradicted
    ? [...translation.diagnostics, contradiction(translation, verdict)]
    : translation.diagnostics;
  const declared = { ...translation, verdict, diagnostics, form: printed };
  const told = verdict === 'exact' && translation.verdict !== 'exact' ? withoutLosses(declared) : declared;
  return {
    translation: { ...told, evidence: { kind: 'proved' } },
    witness,
    contradicted,
  };
}

/** A declaration holds when what was found is no other loss than it names; less loss than declared is no defect. */
function covers(declared: Verdict, found: Verdict): boolean {
  return declared === found || found === 'exact' || declared === 'different';
}

export function contradiction({ verdict, dialect }: Translation, found: Verdict): Diagnostic {
  return diagnose('internal/verdict-contradicted', { declared: verdict, found, target: dialect?.name ?? '' });
}

export function unchanged(translation: Translation): Verified {
  return { translation, witness: {}, contradicted: false };
}

export function unverified(translation: Translation, because: string): Verified {
  return unchanged({ ...translation, evidence: { kind: 'unverified', because } });
}
