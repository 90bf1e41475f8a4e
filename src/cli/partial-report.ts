import type { ReportLine } from './report-lines.ts';

/** That a report is of a part of the project alone; undefined where it is of all. */
export function partialText(lines: readonly ReportLine[]): string | undefined {
  const built = lines.find(line => line.kind === 'build');
  if (built?.since === undefined || built.unchanged === 0) return undefined;
  const { files, unchanged, since } = built;
  const have = unchanged === 1 ? 'has' : 'have';
  return `${unchanged} of ${files} files ${have} not changed since ${since}: their rules are in the packs, and are neither counted nor shown here`;
}
