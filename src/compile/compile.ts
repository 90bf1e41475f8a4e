import type { Diagnostic } from '../diagnostics/index.ts';
import { type Backend, type Dialect, featureOfSearch, type Rule } from '../ir/index.ts';
import { lossRank } from './loss.ts';
import { withPlainOrders } from './plain-orders.ts';
import { planDialect, refused } from './plan.ts';
import { postProcessed, refusedRewrites } from './post-processed.ts';
import type { CompileOptions, Translation } from './translation.ts';

/**
 * One rule, fields resolved, in one target: in the first dialect that holds it exactly, else in the first of those that
 * lose least. Does no I/O, never throws for what a rule says.
 */
export function compile(written: Rule, backend: Backend, options: CompileOptions): Translation {
  const rule = withPlainOrders(written);
  let best: Translation | undefined;
  const refusals: Translation[] = [];
  const told = new Set<string>();
  const dialects = dialectsFor(backend, options.dialect, options.prefer);
  const able = dialects.filter(
    ({ capabilities }) => capabilities[featureOfSearch(rule.search)].kind !== 'refused',
  );
  for (const dialect of able.length === 0 ? dialects : able) {
    const translation = refusedRewrites(rule, dialect) ?? planDialect(rule, dialect, options);
    if (translation.verdict === 'exact') return printed(translation);
    if (translation.verdict === 'refused') refusals.push(translation);
    const why = translation.reasons.join().replaceAll(dialect.name, '');
    const saysMore = rule.search.kind !== 'events' && !told.has(why);
    told.add(why);
    if (best === undefined || losesLess(translation, best, saysMore)) best = translation;
  }
  if (best === undefined) return refused([]);
  return printed(
    best.verdict === 'refused' && rule.search.kind === 'events' ? toldOfAll(best, refusals) : best,
  );
}

/** What one dialect cannot say another might: why each of the others does not stands beside the refusal that is told. */
function toldOfAll(best: Translation, refusals: readonly Translation[]): Translation {
  const first = best.diagnostics.find(isRefusal);
  const targets = new Map<string, string[]>();
  for (const { diagnostics } of refusals) {
    const [, target = '', why = ''] = forms.exec(diagnostics.find(isRefusal)?.message ?? '') ?? [];
    if (why !== '' && !first?.message.endsWith(why)) targets.set(why, [...(targets.get(why) ?? []), target]);
  }
  if (first === undefined || targets.size === 0) return best;
  const help = [...targets].map(([why, names]) => `nor in ${names.join(', ')}: ${why}`).join('; ');
  return { ...best, diagnostics: best.diagnostics.map(each => (each === first ? { ...each, help } : each)) };
}

const forms = /^cannot be said in (\S+): (.+)$/s;
const isRefusal = ({ code }: Diagnostic): boolean => code === 'plan/refused';

/**
 * Of refusals the one for the fewest reasons, which comes closest; `saysMore`: of as many this one, as the later dialects say more of
 * several events.
 */
function losesLess(one: Translation, other: Translation, saysMore: boolean): boolean {
  if (one.verdict !== 'refused' || other.verdict !== 'refused')
    return lossRank(one.verdict) < lossRank(other.verdict);
  const fewer = one.diagnostics.length - other.diagnostics.length;
  return fewer < 0 || (fewer === 0 && saysMore);
}

/** Only what is chosen is printed. */
function printed(translation: Translation): Translation {
  const { dialect, planned } = translation;
  if (dialect === undefined || planned === undefined) return translation;
  const query = dialect.print(planned);
  return {
    ...translation,
    ...(planned.rule.rewrites === undefined ? { query } : postProcessed(query, translation)),
  };
}

/** The dialect that the user forces, or the preferred ones in order. */
export function dialectsFor(
  backend: Backend,
  forced: string | undefined,
  first?: string,
): readonly Dialect[] {
  const names = forced === undefined ? new Set([first, ...backend.preferred]) : [forced];
  const found: Dialect[] = [];
  for (const name of names) {
    const dialect = backend.dialects.find(each => each.name === name);
    if (dialect !== undefined) found.push(dialect);
  }
  return found;
}
