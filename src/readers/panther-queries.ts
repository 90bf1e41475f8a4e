import { type DataMap, entryOf, plainData, type SourceFile } from '../source/index.ts';
import { queryBeside, queryFolders } from './panther-folders.ts';
import { textsOf } from './panther-metadata.ts';
import type { FilesBeside, KnownQuery } from './reader.ts';
import { readYaml } from './yaml-document.ts';

const known = new WeakMap<FilesBeside, Map<string, ReadonlyMap<string, KnownQuery>>>();

/** The queries that a scheduled rule names: in its own file, or in the folder of queries. https://docs.panther.com/detections/rules/scheduled-rules */
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
  const shared = names.every(name => own.has(name)) ? undefined : sharedQueries(file, beside);
  return names.flatMap(name => own.get(name) ?? shared?.get(name) ?? []);
}

function sharedQueries(
  file: SourceFile,
  beside: FilesBeside | undefined,
): ReadonlyMap<string, KnownQuery> | undefined {
  const folder = beside?.folder(file.path, queryFolders);
  if (beside === undefined || folder === undefined) return undefined;
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
  if (!/^["']?AnalysisType["']?\s*:\s*["']?(?:scheduled|saved)_query/m.test(file.text)) return [];
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
  const data: unknown = schedule?.kind === 'map' ? plainData(schedule) : undefined;
  if (typeof data !== 'object' || data === null) return undefined;
  const minutes: unknown = Reflect.get(data, 'RateMinutes');
  const times: unknown = Reflect.get(data, 'CronExpression');
  if (typeof minutes === 'number' && minutes > 0) return minutes * 60;
  return typeof times === 'string' ? times : undefined;
}
