/** Where a repository of Panther's content keeps what its rules share: https://github.com/panther-labs/panther-analysis */
export const moduleFolders: readonly string[] = ['global_helpers', 'helpers'];
export const modelFolders: readonly string[] = ['data_models'];
export const queryFolders: readonly string[] = ['queries'];
/** Rules that a correlation rule may join. */
export const ruleFolders: readonly string[] = ['rules', 'queries'];
