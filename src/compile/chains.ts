import { diagnose } from '../diagnostics/index.ts';
import {
  asChain,
  type ChainItem,
  type Dialect,
  type Rule,
  type Sequence,
  stepsOfChain,
} from '../ir/index.ts';
import { compose } from './loss.ts';
import type { Translation } from './translation.ts';

type Plan = (rule: Rule) => Translation;

/** Whether a dialect that takes no stages may say the search as matches in a row. */
export function mayBeChain({ search }: Rule, { name }: Dialect): boolean {
  return (name === 'correlation' || bounded.has(name)) && asChain(search) !== undefined;
}

/** Languages whose sequences have one span. */
const bounded: ReadonlySet<string> = new Set(['eql', 'sigma']);

/**
 * Matches in a row, each within its own time of the one before: a correlation rule says each of the times, a sequence their sum, or what
 * a run looks back on where one of them has none. Undefined of other searches.
 */
export function planChain(rule: Rule, dialect: Dialect, plan: Plan): Translation | undefined {
  const items = mayBeChain(rule, dialect) ? asChain(rule.search) : undefined;
  if (items === undefined) return undefined;
  const { origin } = rule.search;
  const steps = stepsOfChain(items);
  const search: Sequence = { kind: 'sequence', steps, ordered: true, origin };
  if (!bounded.has(dialect.name)) return plan({ ...rule, search });
  const lookBack = rule.schedule?.lookBack ?? Number.POSITIVE_INFINITY;
  const within = Math.min(boundOf(items) ?? lookBack, lookBack);
  if (!Number.isFinite(within)) return undefined;
  const whole = steps.map(({ within: _, ...step }) => step);
  const verdict = items[0]?.absent ? 'different' : 'broader';
  return losing(verdict, plan({ ...rule, search: { ...search, steps: whole, within } }), search);
}

/** Seconds from the first match to the last one; undefined where one may come at any time after the one before. */
function boundOf(items: readonly ChainItem[]): number | undefined {
  const links = items.filter(({ absent }) => !absent).slice(1);
  const isOpen = items.some(({ least }) => least > 1) || links.some(({ within }) => within === undefined);
  return isOpen ? undefined : links.reduce((sum, { within = 0 }) => sum + within, 0);
}

const why =
  'Each match has its own time after the one before, where a sequence has one span for all of them.';

function losing(verdict: 'broader' | 'different', found: Translation, { origin }: Sequence): Translation {
  if (found.verdict === 'refused' || found.dialect === undefined) return found;
  const target = found.dialect.name;
  return {
    ...found,
    verdict: compose([found.verdict, verdict]),
    form: compose([found.form ?? 'exact', verdict]),
    reasons: [...found.reasons, why],
    diagnostics: [...found.diagnostics, diagnose(`plan/${verdict}`, { why, target }, origin[0])],
  };
}
