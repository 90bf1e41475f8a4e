import { distinctName } from './distinct-name.ts';

/** contentctl takes no longer name: `LABEL - NAME - Rule` has 81 characters at most (CONTENTCTL_MAX_STANZA_LENGTH), its own label being `ESCU`. */
const longestName = 67;

/** `label`: of the app that contentctl builds, where the project says it. */
export function longestContentName(label = 'ESCU'): number {
  return Math.max(20, Math.min(longestName, longestName + 'ESCU'.length - label.length));
}

/** The name of a file and of the macro that ends the search, as contentctl makes it of a detection's (contentNameToFileName). */
export function contentStem(name: string): string {
  return name.replaceAll(/[ ./-]/g, '_').toLowerCase();
}

/** The name of a detection with that of its file, where others bear the same. `base`: without an ending. */
export function distinctContentName(name: string, base: string, longest = longestName): string {
  return distinctName(name, base.replaceAll(/[-_]+/g, ' '), longest);
}
