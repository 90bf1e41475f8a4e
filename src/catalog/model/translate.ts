import { type CompileOptions, compile, defaultProfile, eventView, searchView } from '../../compile/index.ts';
import { and, type Backend, type Rule } from '../../ir/index.ts';
import { verifyTranslation, witnesses } from '../../verify/index.ts';
import type { TranslationEntry, Witness } from './catalog-rule.ts';

/** A target with its backend. */
export interface CatalogTarget {
  readonly target: string;
  readonly title: string;
  readonly backend: Backend;
}

/** Of translations that nobody says anything of. */
export const usualOptions: CompileOptions = { casing: 'keep', strictFields: false, profile: defaultProfile };

/** A rule in each target, with what was proved of it. What the check itself cannot stand is told as unverified. */
export async function translationsOf(
  rule: Rule,
  targets: readonly CatalogTarget[],
  options: CompileOptions,
): Promise<readonly TranslationEntry[]> {
  const entries: TranslationEntry[] = [];
  for (const target of targets) entries.push(await translationTo(rule, target, options));
  return entries;
}

async function translationTo(
  rule: Rule,
  { target, title, backend }: CatalogTarget,
  options: CompileOptions,
): Promise<TranslationEntry> {
  const none = { target, title, language: target, given: [], reasons: [] };
  try {
    const declared = compile(rule, backend, options);
    const { translation } = await verified(rule, declared);
    const { verdict, evidence, given, dialect, query, diagnostics, reasons } = translation;
    const because = diagnostics.filter(({ severity }) => severity !== 'note').map(({ message }) => message);
    return {
      target,
      title,
      language: dialect?.language ?? target,
      verdict,
      ...(evidence === undefined ? {} : { evidence }),
      given,
      reasons: [...new Set([...reasons, ...because])],
      ...(query === undefined ? {} : { query }),
    };
  } catch (error) {
    return { ...none, verdict: 'refused', reasons: [`The translation itself failed: ${messageOf(error)}`] };
  }
}

async function verified(
  rule: Rule,
  declared: ReturnType<typeof compile>,
): ReturnType<typeof verifyTranslation> {
  if (declared.verdict === 'refused') return { translation: declared, witness: {}, contradicted: false };
  try {
    return await verifyTranslation(rule, declared);
  } catch (error) {
    const evidence = { kind: 'unverified', because: `the check itself failed: ${messageOf(error)}` } as const;
    return { translation: { ...declared, evidence }, witness: {}, contradicted: false };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Enough to see what decides, and few enough to be read. */
const mostWitnesses = 12;

/** Events that the rule's conditions decide, in the rule's own names; of a search over several events its single ones. */
export function witnessesOf(rule: Rule): readonly Witness[] {
  try {
    const { vendor } = rule.metadata;
    const view = eventView(rule, vendor, false)?.predicate ?? firstEvents(rule);
    if (view === undefined) return [];
    const options = { limit: mostWitnesses, isMultiValued: defaultProfile(vendor).isMultiValued };
    return witnesses(view, options).events.map(({ event, matches, why }) => ({ matches, why, event }));
  } catch {
    return [];
  }
}

function firstEvents(rule: Rule): ReturnType<typeof and> | undefined {
  const { search } = searchView(rule, rule.metadata.vendor);
  const from = search.kind === 'pipeline' || search.kind === 'newTerms' ? search.from : search;
  if (from.kind !== 'events') return undefined;
  return from.source.scope === undefined ? from.where : and([from.source.scope, from.where]);
}
