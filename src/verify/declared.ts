import type { Translation } from '../compile/index.ts';
import { diagnose } from '../diagnostics/index.ts';

/** What nothing shows to be exact is called different. */
export function doubted(translation: Translation, because: string): Translation {
  const { reasons, diagnostics, dialect } = translation;
  const why = `nothing shows that it means the same, ${because}`;
  const doubt = diagnose('plan/different', { why, target: dialect?.name ?? '' });
  return {
    ...translation,
    verdict: 'different',
    reasons: [...reasons, why],
    diagnostics: [...diagnostics, doubt],
  };
}

/** What a dialect was expected to lose was not lost. */
export function withoutLosses(translation: Translation): Translation {
  const diagnostics = translation.diagnostics.filter(({ code }) => !isLossOfPlan(code));
  return { ...translation, reasons: [], diagnostics };
}

function isLossOfPlan(code: string): boolean {
  return /^plan\/(?:broader|narrower|different)$/.test(code);
}
