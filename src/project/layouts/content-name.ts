import { distinctName } from './distinct-name.ts';

/** contentctl takes no longer name. */
const longestName = 67;

/** The name of a file and of the macro that ends the search, as contentctl makes it of a detection's (contentNameToFileName). */
export function contentStem(name: string): string {
  return name.replaceAll(/[ ./-]/g, '_').toLowerCase();
}

/** The name of a detection with that of its file, where others bear the same. `base`: without an ending. */
export function distinctContentName(name: string, base: string): string {
  return distinctName(name, base.replaceAll(/[-_]+/g, ' '), longestName);
}
