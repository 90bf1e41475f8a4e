import { extname } from 'node:path';
import { mayLink, type SigmaRun, sigmaRunOf } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';
import { expandPaths, readSource } from './input-files.ts';

/**
 * The YAML files of a run, kept when one of them may hold a Sigma correlation or filter, which refers to rules of others; a file
 * alone needs none. What cannot be read is told of when its turn comes.
 */
export async function gatherSigmaRun(operands: readonly string[]): Promise<SigmaRun | undefined> {
  const paths = expandPaths(operands.filter(path => path !== '-')).files;
  if (paths.length < 2 && !operands.includes('-')) return undefined;
  const sources: SourceFile[] = [];
  for (const path of paths) {
    if (!/^\.ya?ml$/i.test(extname(path))) continue;
    const source = readSource(path);
    if (!('code' in source)) sources.push(source);
  }
  return sources.some(({ text }) => mayLink(text)) ? sigmaRunOf(sources) : undefined;
}
