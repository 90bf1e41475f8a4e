import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Backend, type Dialect, featureOfSearch, fold, type Rule } from '../ir/index.ts';
import { mayBeChain } from './chains.ts';
import { choiceOf, dialectsFor } from './dialects.ts';
import { askedOf, leftToLists } from './elsewhere.ts';
import { lossRank } from './loss.ts';
import { withPlainOrders } from './plain-orders.ts';
import { planDialect, refused } from './plan.ts';
import { postProcessed, refusedPipelines, refusedRewrites } from './post-processed.ts';
import type { CompileOptions, Translation } from './translation.ts';

/**
 * One rule, fields resolved, in one target: in the first dialect that holds it exactly, else in the first of those that
 * lose least. Does no I/O, never throws for what a rule says.
 */
export function compile(written: Rule, backend: Backend, options: CompileOptions): Translation {
  const rule = withPlainOrders(askedOf(backend.dialects[0]?.vendor, written));
  const best = bestOf(rule, dialectsFor(backend, options), options);
  const asked = choiceOf(backend, options);
  const translation = printed(asked === undefined ? best : besideFirst(best, asked, rule, options));
  const left = leftOf(written, backend, options);
  return left === undefined ? translation : { ...translation, leftToLists: left };
}

function leftOf(rule: Rule, backend: Backend, options: CompileOptions): Translation | undefined {
  if (backend.withLists === undefined) return undefined;
  const left = leftToLists(backend.dialects[0]?.vendor, rule);
  const found = left && printed(bestOf(withPlainOrders(left), dialectsFor(backend, options), options));
  return found?.verdict === 'exact' ? found : undefined;
}

function bestOf(rule: Rule, dialects: readonly Dialect[], options: CompileOptions): Translation {
  let best: Translation | undefined;
  const refusals: Translation[] = [];
  const told = new Set<string>();
  const able = dialects.filter(
    dialect =>
      dialect.capabilities[featureOfSearch(rule.search)].kind !== 'refused' || mayBeChain(rule, dialect),
  );
  for (const dialect of able.length === 0 ? dialects : able) {
    const translation =
      refusedRewrites(rule, dialect) ??
      refusedPipelines(rule, dialect) ??
      planDialect(rule, dialect, options);
    if (translation.verdict === 'exact') return translation;
    if (translation.verdict === 'refused') refusals.push(translation);
    const why = translation.reasons.join().replaceAll(dialect.name, '');
    const saysMore = rule.search.kind !== 'events' && !told.has(why);
    told.add(why);
    if (best === undefined || losesLess(translation, best, saysMore)) best = translation;
  }
  if (best === undefined) return refused([]);
  return best.verdict === 'refused' && rule.search.kind === 'events' ? toldOfAll(best, refusals) : best;
}

/** Of a choice of dialects that was asked for by name: why another than the first stands for it. */
function besideFirst(best: Translation, first: Dialect, rule: Rule, options: CompileOptions): Translation {
  if (best.dialect === undefined || best.dialect === first) return best;
  const { diagnostics, reasons } = planDialect(rule, first, options);
  const refusals = diagnostics.filter(isRefusal);
  const whys = refusals.map(({ message }) => forms.exec(message)?.[2] ?? message);
  const why = (whys.length === 0 ? reasons : whys).join('; ');
  const note = diagnose(
    'plan/other-form',
    { first: first.name, form: best.dialect.name, why },
    refusals[0]?.span ?? rule.search.origin[0],
  );
  return { ...best, diagnostics: [...best.diagnostics, note] };
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

/** What no event meets is mostly not what its author meant. */
function ofNever({ search }: Rule): readonly Diagnostic[] {
  if (search.kind !== 'events') return [];
  const where = fold(search.where);
  return where.kind === 'always' && !where.value
    ? [diagnose('plan/never-matches', {}, where.origin[0] ?? search.origin[0])]
    : [];
}

/** Only what is chosen is printed. */
function printed(translation: Translation): Translation {
  const { dialect, planned } = translation;
  if (dialect === undefined || planned === undefined) return translation;
  const query = dialect.print(planned);
  return {
    ...translation,
    diagnostics: [...translation.diagnostics, ...ofNever(planned.rule)],
    ...(planned.rule.rewrites === undefined ? { query } : postProcessed(query, translation)),
  };
}
