import { compile, defaultProfile, writeDocuments } from '../../compile/index.ts';
import { dataSources, resolve } from '../../fields/index.ts';
import {
  and,
  type Backend,
  contains,
  endsWith,
  equals,
  field,
  like,
  not,
  or,
  type Predicate,
  type Rule,
  startsWith,
  text,
} from '../../ir/index.ts';
import type { CatalogRule, Corpus } from '../corpus/corpus.ts';
import { groupRules, techniqueTactics } from '../corpus/corpus.ts';
import { type ExclusionUse, patternsOf, type ValueUse } from '../corpus/technique.ts';
import { tacticName } from './names.ts';

/** A rule to begin with, as a document of Sigma. */
export interface StartingRule {
  readonly text: string;
  /** How many rules share its data source. */
  readonly rules: number;
  readonly source: string;
}

const mostFields = 3;
const mostValues = 15;
const mostExclusions = 8;

/**
 * What rules of a technique over its commonest data source have in common, as a rule: the values that most of them look for, by field,
 * and what most of them leave out. Undefined where no value is shared.
 */
export function startingRule(
  id: string,
  title: string,
  rules: readonly CatalogRule[],
  corpus: Corpus,
  sigma: Backend,
): StartingRule | undefined {
  const [source, own] = commonestSource(rules);
  if (source === undefined || own === undefined) return undefined;
  const { values, exclusions } = patternsOf(own, corpus);
  const where = conditionOf(values, exclusions);
  if (where === undefined) return undefined;
  const tactics = techniqueTactics(id, rules);
  const text = written(ruleOf(id, title, source, where, tactics), sigma);
  return text === undefined ? undefined : { text, rules: own.length, source };
}

function commonestSource(rules: readonly CatalogRule[]): readonly [string?, (readonly CatalogRule[])?] {
  const groups = groupRules(rules, ({ sources }) =>
    sources.flatMap(({ id }) => (id === undefined ? [] : [id])),
  );
  const [first] = [...groups].sort(([, left], [, right]) => right.length - left.length);
  return first === undefined ? [] : [first[0], first[1]];
}

function conditionOf(
  values: readonly ValueUse[],
  exclusions: readonly ExclusionUse[],
): Predicate | undefined {
  const shared = values.filter(({ rules, value }) => rules.length > 1 && value !== undefined);
  const groups = new Map<string, ValueUse[]>();
  for (const use of shared) {
    const known = groups.get(use.canonical) ?? [];
    if (known.length === 0 && groups.size >= mostFields) continue;
    groups.set(use.canonical, known);
    if (known.length < mostValues) known.push(use);
  }
  const wanted = [...groups.values()].flatMap(uses => {
    const leaves = uses.flatMap(({ canonical, kind, value }) => leafOf(canonical, kind, value ?? ''));
    return leaves.length === 0 ? [] : [or(leaves)];
  });
  if (wanted.length === 0) return undefined;
  const unwanted = exclusions
    .filter(({ kind }) => kind !== 'all of')
    .slice(0, mostExclusions)
    .flatMap(({ canonical, kind, value }) => leafOf(canonical, kind, value));
  return and([...wanted, ...(unwanted.length === 0 ? [] : [not(or(unwanted))])]);
}

function leafOf(canonical: string, kind: string, value: string): readonly Predicate[] {
  if (value === '' || /[()]/.test(canonical)) return [];
  const subject = field(canonical, 'elastic');
  const options = { casing: 'ignored', quantifier: 'any', origin: [] } as const;
  switch (kind) {
    case 'eq':
    case 'in':
      return [equals(subject, [value], options)];
    case 'contains':
      return [like(subject, [contains([text(value)])], options)];
    case 'starts_with':
      return [like(subject, [startsWith([text(value)])], options)];
    case 'ends_with':
      return [like(subject, [endsWith([text(value)])], options)];
    default:
      return [];
  }
}

function ruleOf(
  id: string,
  title: string,
  sourceId: string,
  where: Predicate,
  tactics: readonly string[],
): Rule {
  const sigma = dataSources().find(each => each.id === sourceId)?.sigma ?? {};
  const { category, product, service } = sigma;
  const source = {
    id: sourceId,
    sigma: {
      ...(category === undefined ? {} : { category }),
      ...(product === undefined ? {} : { product }),
      ...(service === undefined ? {} : { service }),
    },
  };
  const under = tactics.map(name => ({ tactic: { name: tacticName(name) }, techniques: [] }));
  const metadata = {
    vendor: 'elastic' as const,
    title: `A start for ${title}`,
    description: `What the rules of ${id} share: their commonest values and exclusions. A place to begin, not a rule to deploy.`,
    status: 'experimental',
    ...{ authors: [], references: [], falsePositives: [], tags: [], related: [], fields: [], extra: {} },
    attack: [...under, { techniques: [{ id }] }],
  };
  const rule: Rule = { metadata, search: { kind: 'events', source, where, origin: [] } };
  return resolve(rule).value ?? rule;
}

function written(rule: Rule, sigma: Backend): string | undefined {
  const translation = compile(rule, sigma, { casing: 'keep', strictFields: false, profile: defaultProfile });
  if (translation.verdict === 'refused') return undefined;
  const { files } = writeDocuments(translation, sigma, {
    format: sigma.formats[0] ?? 'sigma',
    fileName: 'start',
    events: [],
  });
  return files[0]?.text;
}
