import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { dataSources, datasetNames, datasetOf } from '../fields/index.ts';
import { opposedLists, placeSearches } from './check-profiles.ts';
import { repeatedFields, sharedLogSources, sharedNames } from './check-tables.ts';
import { type PackConfig, type Project, packForms, productOf, type ViewConfig } from './config.ts';
import { macroProblem } from './layouts/splunk-macro.ts';
import { packFolders } from './pack-folders.ts';
import { assumptionWords, isAssumption } from './policy.ts';

/**
 * What the schema cannot say: names that must be of something, and names that must differ. `hasAllPacks`: none was left out for what is
 * wrong with it.
 */
export function checkConfig({ config, placeOf }: Project, hasAllPacks = true): readonly Diagnostic[] {
  const check: Check = { config, placeOf };
  return [
    ...packNames(check),
    ...packFolders(check),
    ...config.packs.flatMap((pack, at) => packDiagnostics(pack, at, check)),
    ...profileNames(check),
    ...sourceNames(check),
    ...fieldViews(check),
    ...sharedNames(check),
    ...repeatedFields(check),
    ...sharedLogSources(check),
    ...dataModels(check),
    ...macroNames(check),
    ...placeSearches(check),
    ...opposedLists(check),
    ...(hasAllPacks ? waiverPacks(check) : []),
    ...waiverDays(check),
    ...assumptionNames(check),
  ];
}

type Check = Pick<Project, 'config' | 'placeOf'>;
type Path = readonly (string | number)[];

function unknownName(
  { placeOf }: Check,
  path: Path,
  key: string,
  value: string,
  choices: readonly string[],
  what: string,
  part: 'key' | 'value' = 'value',
): Diagnostic {
  const expected = choices.length === 0 ? what : `${what} (${shortList(choices)})`;
  return diagnose(
    'config/bad-value',
    { key, value, expected, nearest: nearestName(value, choices) },
    placeOf(path, part),
  );
}

function shortList(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')}, …`;
}

function packNames({ config, placeOf }: Check): readonly Diagnostic[] {
  const seen = new Set<string>();
  return config.packs.flatMap(({ name }, at) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [diagnose('config/same-name', { what: 'packs', name }, placeOf(['packs', at, 'name']))];
  });
}

function packDiagnostics(pack: PackConfig, at: number, check: Check): readonly Diagnostic[] {
  const profiles = Object.keys(check.config.profiles ?? {});
  const forms = packForms[productOf(pack)] ?? [];
  const found: Diagnostic[] = [];
  if (pack.form !== undefined && !forms.includes(pack.form))
    found.push(
      unknownName(check, ['packs', at, 'form'], 'form', pack.form, forms, `a form of ${productOf(pack)}`),
    );
  if (pack.profile !== undefined && !profiles.includes(pack.profile))
    found.push(
      unknownName(
        check,
        ['packs', at, 'profile'],
        'profile',
        pack.profile,
        profiles,
        'the name of a profile',
      ),
    );
  return found;
}

function profileNames(check: Check): readonly Diagnostic[] {
  const { profile, profiles = {} } = check.config;
  const names = Object.keys(profiles);
  const found: Diagnostic[] = [];
  if (profile !== undefined && !names.includes(profile))
    found.push(unknownName(check, ['profile'], 'profile', profile, names, 'the name of a profile'));
  for (const name of names) found.push(...profileChain(name, check));
  return found;
}

function profileChain(name: string, { config, placeOf }: Check): readonly Diagnostic[] {
  const { profiles = {} } = config;
  const base = profiles[name]?.extends;
  if (base === undefined) return [];
  const at = placeOf(['profiles', name, 'extends']);
  if (profiles[base] === undefined)
    return [diagnose('config/extends', { path: base, reason: 'there is no profile of this name' }, at)];
  const seen = new Set([name]);
  for (let next: string | undefined = base; next !== undefined; next = profiles[next]?.extends) {
    if (seen.has(next))
      return [diagnose('config/extends', { path: base, reason: 'it extends itself by way of others' }, at)];
    seen.add(next);
  }
  return [];
}

/** Fields and profiles are of data sources that there are: those of ruleglot, and the project's own. */
function sourceNames(check: Check): readonly Diagnostic[] {
  const { fields = {}, sources = {}, profiles = {} } = check.config;
  const known = [...dataSources().map(({ id }) => id), ...Object.keys(sources)];
  const wrong = (names: object | undefined, path: Path): readonly Diagnostic[] =>
    Object.keys(names ?? {})
      .filter(id => id !== '*' && !known.includes(id))
      .map(id =>
        unknownName(check, [...path, id], String(path.at(-1)), id, known, 'the id of a data source', 'key'),
      );
  return [
    ...wrong(fields, ['fields']),
    ...Object.entries(profiles).flatMap(([name, { elastic, splunk, panther }]) => [
      ...wrong(elastic?.indices, ['profiles', name, 'elastic', 'indices']),
      ...wrong(splunk?.searches, ['profiles', name, 'splunk', 'searches']),
      ...wrong(panther?.['log-types'], ['profiles', name, 'panther', 'log-types']),
    ]),
  ];
}

const ways = ['values', 'part', 'half', 'arguments', 'unlike'] as const;

/** A vendor holds a field in one way. */
function fieldViews({ config, placeOf }: Check): readonly Diagnostic[] {
  return Object.entries(config.fields ?? {}).flatMap(([source, entries]) =>
    entries.flatMap((entry, at) =>
      Object.entries(entry).flatMap(([vendor, view]) => {
        if (typeof view !== 'object' || view === null || !('name' in view)) return [];
        const given = ways.filter(way => way in view);
        const isLone = given.length <= 1 && (!('alike' in view) || 'values' in view);
        if (isLone) return [];
        const value = given.length === 0 ? 'alike' : given.join(' and ');
        const expected = `one of ${ways.join(', ')} (alike belongs to values)`;
        const place = placeOf(['fields', source, at, vendor]);
        return [diagnose('config/bad-value', { key: vendor, value, expected, nearest: undefined }, place)];
      }),
    ),
  );
}

/** A data model that Splunk's Common Information Model does not have holds what the project's own fields say it holds. */
function dataModels(check: Check): readonly Diagnostic[] {
  const { fields = {}, sources = {} } = check.config;
  const held = Object.values(fields).flatMap(entries => entries.flatMap(({ cim }) => nameIn(cim) ?? []));
  return Object.entries(sources).flatMap(([id, { splunk }]) => {
    const model = splunk?.model;
    if (model === undefined || datasetOf(model) !== undefined) return [];
    if (held.some(name => name.startsWith(`${model.split('.').at(-1)}.`))) return [];
    const path = ['sources', id, 'splunk', 'model'];
    return [unknownName(check, path, 'model', model, datasetNames, 'the name of a data model')];
  });
}

function nameIn(view: ViewConfig | undefined): string | undefined {
  return typeof view === 'object' ? view?.name : view;
}

function macroNames({ config, placeOf }: Check): readonly Diagnostic[] {
  return Object.entries(config.profiles ?? {}).flatMap(([profile, { splunk }]) =>
    Object.entries(splunk?.macros ?? {}).flatMap(([value, definition]) => {
      const expected = macroProblem(value, definition);
      const wrong = { key: 'macros', value, expected: expected ?? '', nearest: undefined };
      const place = placeOf(['profiles', profile, 'splunk', 'macros', value]);
      return expected === undefined ? [] : [diagnose('config/bad-value', wrong, place)];
    }),
  );
}

/** The schema sees to the form; 2027-02-30 has it, and is no day. */
function waiverDays({ config, placeOf }: Check): readonly Diagnostic[] {
  return (config.policy?.waivers ?? []).flatMap(({ until }, at) => {
    const time = Date.parse(`${until}T00:00:00Z`);
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(until)) return [];
    const more = { key: 'until', value: until, expected: 'a day as in 2027-01-31', nearest: undefined };
    return [diagnose('config/bad-value', more, placeOf(['policy', 'waivers', at, 'until']))];
  });
}

function waiverPacks(check: Check): readonly Diagnostic[] {
  const names = check.config.packs.map(({ name }) => name);
  return (check.config.policy?.waivers ?? []).flatMap((waiver, at) =>
    (waiver.packs ?? []).flatMap((pack, index) =>
      names.includes(pack)
        ? []
        : [
            unknownName(
              check,
              ['policy', 'waivers', at, 'packs', index],
              'packs',
              pack,
              names,
              'the name of a pack',
            ),
          ],
    ),
  );
}

/** A misspelt assumption would let everything through. */
function assumptionNames(check: Check): readonly Diagnostic[] {
  const { 'fail-on': failOn = [], waivers = [] } = check.config.policy ?? {};
  const wrong = (words: readonly string[], path: Path): readonly Diagnostic[] =>
    words.flatMap((word, at) =>
      word.startsWith('given:') && !isAssumption(word)
        ? [
            unknownName(
              check,
              [...path, at],
              String(path.at(-1)),
              word,
              assumptionWords,
              'a kind of assumption',
            ),
          ]
        : [],
    );
  return [
    ...wrong(failOn, ['policy', 'fail-on']),
    ...waivers.flatMap(({ allow }, at) => wrong(allow, ['policy', 'waivers', at, 'allow'])),
  ];
}
