import { digestOf } from '../project/digest.ts';
import {
  foldersOfJoined,
  hasQuery,
  modelFolders,
  moduleFolders,
  queryFolders,
} from '../readers/panther-folders.ts';
import type { SourceFile } from '../source/index.ts';
import { filesBeside } from './files-beside.ts';

/** Whether a file is the YAML of a rule of Panther, which means nothing without the files beside it. */
export function isOfPanther({ path, text }: Pick<SourceFile, 'path' | 'text'>): boolean {
  return /\.ya?ml$/i.test(path) && /^["']?AnalysisType["']?\s*:/m.test(text);
}

/**
 * Of what a rule of Panther means by the files beside it: its own module and query, the rules that it may join, and all that its
 * repository shares, or `helpers`.
 */
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
  const ownQueries = (path: string): string => {
    const folder = beside.own?.(path);
    if (folder === undefined) return '';
    const known = digests.get(`${folder.path}/.`);
    if (known !== undefined) return known;
    const texts = folder
      .names()
      .flatMap(name => (/\.ya?ml$/i.test(name) ? (folder.file(name)?.text ?? []) : []));
    const digest = digestOf(texts.filter(hasQuery).join('\0'));
    digests.set(`${folder.path}/.`, digest);
    return digest;
  };
  const textOf = (path: string, name: string | undefined): string =>
    name === undefined ? '' : (beside.file(path, name)?.text ?? '');
  return ({ path, text }) => {
    const isOfType = (type: string): boolean =>
      new RegExp(`^["']?AnalysisType["']?\\s*:\\s*["']?${type}`, 'm').test(text);
    const module = /^["']?Filename["']?\s*:\s*["']?([^"'\s#/\\]+)/m.exec(text)?.[1];
    const isScheduled = isOfType('scheduled_rule');
    const folders = [
      moduleFolders,
      modelFolders,
      ...(isScheduled ? [queryFolders] : []),
      ...(isOfType('correlation_rule') ? foldersOfJoined(path) : []),
    ];
    return digestOf(
      [
        textOf(path, module),
        isScheduled ? ownQueries(path) : '',
        ...folders.map(names => digestOfFolder(path, names)),
      ].join('\0'),
    );
  };
}
