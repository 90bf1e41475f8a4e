import { digestOf } from '../project/digest.ts';
import { modelFolders, moduleFolders, queryFolders } from '../readers/panther-folders.ts';
import type { SourceFile } from '../source/index.ts';
import { filesBeside } from './files-beside.ts';

/** Whether a file is the YAML of a rule of Panther, which means nothing without the files beside it. */
export function isOfPanther({ path, text }: Pick<SourceFile, 'path' | 'text'>): boolean {
  return /\.ya?ml$/i.test(path) && /^AnalysisType:/m.test(text);
}

/** Of what a rule of Panther means by the files beside it: its own module, and all that its repository shares, or `helpers`. */
export function besideDigests(
  helpers: string | undefined,
): (source: Pick<SourceFile, 'path' | 'text'>) => string {
  const beside = filesBeside(helpers);
  const digests = new Map<string, string>();
  const digestOfFolder = (path: string, names: readonly string[]): string => {
    const folder = beside.folder(path, names);
    if (folder === undefined) return '';
    const known = digests.get(folder.path);
    if (known !== undefined) return known;
    const listed = folder.names().map(name => `${name} ${digestOf(folder.file(name)?.text ?? '')}\n`);
    const digest = digestOf(listed.join(''));
    digests.set(folder.path, digest);
    return digest;
  };
  return ({ path, text }) => {
    const name = /^Filename: *["']?([^"'\s#/\\]+)/m.exec(text)?.[1];
    const module = name === undefined ? undefined : beside.file(path, name);
    const isScheduled = /^AnalysisType: *["']?scheduled_rule/m.test(text);
    const shared = [moduleFolders, modelFolders, ...(isScheduled ? [queryFolders] : [])];
    const folders = shared.map(names => digestOfFolder(path, names));
    return digestOf([module?.text ?? '', ...folders].join('\0'));
  };
}
