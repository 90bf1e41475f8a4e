/** Where a repository of Panther's content keeps what its rules share: https://github.com/panther-labs/panther-analysis */
export const moduleFolders: readonly string[] = ['global_helpers', 'helpers'];
export const modelFolders: readonly string[] = ['data_models'];
export const queryFolders: readonly string[] = ['queries'];
/** Rules that a correlation rule may join. */
const ruleFolders: readonly string[] = ['rules', 'queries'];

/** The folders, first the rule's own, in which the rules that a correlation rule joins are looked for: names of each. */
export function foldersOfJoined(path: string): readonly (readonly string[])[] {
  const own = /([^/\\]+)[/\\][^/\\]*$/.exec(path)?.[1];
  return [own ?? '.', ...ruleFolders].map(name => [name]);
}

/** The document of the query that bears the name of a scheduled rule's file, as we write it. */
export function queryBeside(path: string): string | undefined {
  const name = /([^/\\]+)\.ya?ml$/i.exec(path)?.[1];
  return name === undefined ? undefined : `${name}_query.yml`;
}

/** Whether a document is a query that scheduled rules may name. */
export function hasQuery(text: string): boolean {
  return /^["']?AnalysisType["']?\s*:\s*["']?(?:scheduled|saved)_query/m.test(text);
}
