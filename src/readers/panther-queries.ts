import type { Schedule } from '../ir/index.ts';
import { type DataMap, entryOf, plainData, type SourceFile } from '../source/index.ts';
import { evenRuns } from './cron.ts';
import { hasQuery, queryBeside, queryFolders } from './panther-folders.ts';
import { textsOf } from './panther-metadata.ts';
import type { FilesBeside, FolderBeside, KnownQuery } from './reader.ts';
import { readYaml } from './yaml-document.ts';

const known = new WeakMap<FilesBeside, Map<string, ReadonlyMap<string, KnownQuery>>>();

/** The queries that a scheduled rule names: in its own file, in the folder of queries, or in its own folder. https://docs.panther.com/detections/rules/scheduled-rules */
export function scheduledQueries(
  file: SourceFile,
  map: DataMap,
  beside: FilesBeside | undefined,
): readonly KnownQuery[] {
  const names = textsOf(map, 'ScheduledQueries');
  if (names.length === 0) return [];
  const name = queryBeside(file.path);
  const opened = name === undefined ? undefined : beside?.file(file.path, name);
  const own = new Map([...queriesOf(file), ...(opened === undefined ? [] : queriesOf(opened))]);
  const folders = [() => beside?.folder(file.path, queryFolders), () => beside?.own?.(file.path)];
  for (const folder of folders) {
    if (beside === undefined || names.every(name => own.has(name))) break;
    for (const [name, query] of sharedQueries(folder(), beside) ?? [])
      if (!own.has(name)) own.set(name, query);
  }
  return names.flatMap(name => own.get(name) ?? []);
}

function sharedQueries(
  folder: FolderBeside | undefined,
  beside: FilesBeside,
): ReadonlyMap<string, KnownQuery> | undefined {
  if (folder === undefined) return undefined;
  const folders = known.get(beside) ?? new Map<string, ReadonlyMap<string, KnownQuery>>();
  known.set(beside, folders);
  const found =
    folders.get(folder.path) ??
    new Map(
      folder
        .names()
        .filter(name => /\.ya?ml$/i.test(name))
        .flatMap(name => folder.file(name) ?? [])
        .flatMap(queriesOf),
    );
  folders.set(folder.path, found);
  return found;
}

/** Where Panther keeps its data decides which key holds the query. */
const texts = ['Query', 'SnowflakeQuery', 'AthenaQuery'] as const;

function queriesOf(file: SourceFile): readonly (readonly [string, KnownQuery])[] {
  if (!hasQuery(file.text)) return [];
  return readYaml(file).flatMap(({ tree }) => {
    const found = tree?.kind === 'map' ? queryOf(tree) : undefined;
    return found === undefined ? [] : [[found.name, found] as const];
  });
}

function queryOf(map: DataMap): KnownQuery | undefined {
  const [name] = textsOf(map, 'QueryName');
  const key = texts.find(each => entryOf(map, each)?.value.kind === 'scalar');
  const text = key && entryOf(map, key)?.value;
  if (name === undefined || text?.kind !== 'scalar') return undefined;
  const every = everyOf(map);
  return {
    ...{ name, text: text.embedded() },
    ...(every === undefined ? {} : { every }),
    ...(key === 'AthenaQuery' ? { isOfAthena: true } : {}),
  };
}

function everyOf(map: DataMap): number | string | undefined {
  const schedule = entryOf(map, 'Schedule')?.value;
  return schedule?.kind === 'map' ? scheduled(plainData(schedule)) : undefined;
}

/** What `Schedule` says: https://docs.panther.com/search/scheduled-searches#scheduled-query-specification-reference */
function scheduled(data: unknown): KnownQuery['every'] {
  if (typeof data !== 'object' || data === null) return undefined;
  const minutes: unknown = Reflect.get(data, 'RateMinutes');
  const times: unknown = Reflect.get(data, 'CronExpression');
  if (typeof minutes === 'number' && minutes > 0) return minutes * 60;
  return typeof times === 'string' ? times : undefined;
}

/** The runs of a query, where they are even. `schedule`: plain data. */
export function pantherRuns(schedule: unknown): ReturnType<typeof runsOfQuery> {
  return runsOfQuery({ every: scheduled(schedule) });
}

export function runsOfQuery({
  every,
}: {
  readonly every?: KnownQuery['every'] | undefined;
}): Pick<Schedule, 'every' | 'phase'> | undefined {
  if (typeof every === 'string') return evenRuns(every);
  return every === undefined ? undefined : { every };
}
