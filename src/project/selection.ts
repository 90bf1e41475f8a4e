import { eventsOf, isOfAttack, type Metadata, type Search } from '../ir/index.ts';
import type { RuleLocation } from '../readers/index.ts';
import type { PackConfig, SelectionConfig } from './config.ts';
import { globMatcher, nameMatcher } from './glob.ts';

/** What of a rule a selection looks at. `path` is relative to the project. */
export interface Selectable {
  /** Of a rule that could not be read whole, what is known. */
  readonly rule: { readonly metadata?: Metadata; readonly search?: Search };
  readonly location: Pick<RuleLocation, 'format' | 'id'>;
  readonly path: string;
}

/** Whether a rule goes into a pack; what is not known of it keeps it neither out nor in. */
export function packSelects({ select, exclude }: PackConfig): (candidate: Selectable) => boolean {
  const wanted = conditions(select);
  const unwanted = conditions(exclude);
  return candidate =>
    wanted.every(holds => holds(candidate) !== false) && !unwanted.some(holds => holds(candidate));
}

/** Undefined where what it looks at is not known. */
type Condition = (candidate: Selectable) => boolean | undefined;

function conditions(selection: SelectionConfig = {}): readonly Condition[] {
  const { levels, status, tags, sources, attack, ids, paths, formats } = selection;
  return [
    levels && ofMetadata(({ level }) => level !== undefined && levels.some(each => each === level)),
    status && ofName(status, ({ rule }) => rule.metadata && [rule.metadata.status ?? '']),
    tags && ofName(tags, ({ rule }) => rule.metadata && tagsOf(rule.metadata)),
    sources && ofName(sources, ({ rule }) => rule.search && sourcesOf(rule.search)),
    attack &&
      ofMetadata(metadata => attackOf(metadata).some(id => attack.some(each => isOfAttack(id, each)))),
    ids && ofName(ids, ({ location, rule }) => [location.id ?? rule.metadata?.id ?? '']),
    paths && ofPath(paths),
    formats && ofName(formats, ({ location }) => [location.format]),
  ].filter((each): each is Condition => each !== undefined);
}

function ofMetadata(holds: (metadata: Metadata) => boolean): Condition {
  return ({ rule: { metadata } }) => metadata && holds(metadata);
}

function ofName(
  patterns: readonly string[],
  names: (candidate: Selectable) => readonly string[] | undefined,
): Condition {
  const matches = nameMatcher(patterns);
  return candidate => names(candidate)?.some(matches);
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

/** `windows/process_creation` names what `windows/process_creation/` does, and any service of it. */
function logSourceNames(parts: readonly (string | undefined)[]): readonly string[] {
  return parts.map((_, at) =>
    parts
      .slice(0, at + 1)
      .map(part => part ?? '')
      .join('/'),
  );
}

/** Of each of its events: the data source, and the log source as Sigma has it. */
function sourcesOf(search: Search): readonly string[] {
  return [...eventsOf(search)].flatMap(({ source: { id, sigma } }) => [
    ...(id === undefined ? [] : [id]),
    ...(sigma === undefined ? [] : logSourceNames([sigma.product, sigma.category, sigma.service])),
  ]);
}
