import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Ends the name of a file that is being written. */
export const partialSuffix = '.ruleglot-part';

/** Writes a file so that whoever looks sees it as it was or as it is, at any moment: a name is moved at once. */
export function replaceFile(path: string, text: string): void {
  const partial = `${path}${partialSuffix}`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
