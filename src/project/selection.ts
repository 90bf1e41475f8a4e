import { eventsOf, isOfAttack, type Metadata, type Rule } from '../ir/index.ts';
import type { RuleLocation } from '../readers/index.ts';
import type { PackConfig, SelectionConfig } from './config.ts';
import { globMatcher, nameMatcher } from './glob.ts';

/** What of a rule a selection looks at. `path` is relative to the project. */
export interface Selectable {
  readonly rule: Rule;
  readonly location: Pick<RuleLocation, 'format' | 'id'>;
  readonly path: string;
}

/** Whether a rule goes into a pack. */
export function packSelects({ select, exclude }: PackConfig): (candidate: Selectable) => boolean {
  const wanted = conditions(select);
  const unwanted = conditions(exclude);
  return candidate => wanted.every(holds => holds(candidate)) && !unwanted.some(holds => holds(candidate));
}

type Condition = (candidate: Selectable) => boolean;

function conditions(selection: SelectionConfig = {}): readonly Condition[] {
  const { levels, status, tags, sources, attack, ids, paths, formats } = selection;
  return [
    levels &&
      (({ rule }: Selectable) => rule.metadata.level !== undefined && levels.includes(rule.metadata.level)),
    status && ofName(status, ({ rule }) => [rule.metadata.status ?? '']),
    tags && ofName(tags, ({ rule }) => tagsOf(rule.metadata)),
    sources && ofName(sources, ({ rule }) => sourcesOf(rule)),
    attack &&
      (({ rule }: Selectable) =>
        attackOf(rule.metadata).some(id => attack.some(each => isOfAttack(id, each)))),
    ids && ofName(ids, ({ location, rule }) => [location.id ?? rule.metadata.id ?? '']),
    paths && ofPath(paths),
    formats && ofName(formats, ({ location }) => [location.format]),
  ].filter((each): each is Condition => each !== undefined);
}

function ofName(patterns: readonly string[], names: (candidate: Selectable) => readonly string[]): Condition {
  const matches = nameMatcher(patterns);
  return candidate => names(candidate).some(matches);
}

function ofPath(globs: readonly string[]): Condition {
  const matchers = globs.map(globMatcher);
  return ({ path }) => matchers.some(matches => matches(path));
}

/** As Sigma writes them, whatever the rule's own vendor does: `attack.t1059.001` beside `cve.2021-44228`. */
function tagsOf(metadata: Metadata): readonly string[] {
  const ids = attackOf(metadata).map(id => `attack.${id.toLowerCase()}`);
  const tactics = metadata.attack.flatMap(({ tactic }) =>
    tactic === undefined ? [] : [`attack.${tactic.name.toLowerCase().replaceAll(/[\s_]+/g, '-')}`],
  );
  return [...metadata.tags, ...ids, ...tactics];
}

function attackOf({ attack }: Metadata): readonly string[] {
  return attack.flatMap(({ tactic, techniques }) => [
    ...(tactic === undefined ? [] : [tactic.id ?? tactic.name, tactic.name]),
    ...techniques.map(({ id }) => id),
  ]);
}

/** Of each of its events: the data source, and the log source as Sigma has it. */
function sourcesOf({ search }: Rule): readonly string[] {
  return [...eventsOf(search)].flatMap(({ source: { id, sigma } }) => [
    ...(id === undefined ? [] : [id]),
    ...(sigma === undefined
      ? []
      : [[sigma.product, sigma.category, sigma.service].map(part => part ?? '').join('/')]),
  ]);
}
