import {
  accessSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { makeFolder } from './make-folder.ts';
import { partialSuffix } from './replace-file.ts';
import { reasonOf } from './system-errors.ts';

/** Where a report goes. */
export interface ReportFile {
  readonly write: (text: string) => void;
  readonly close: () => void;
}

/**
 * A file that is there as it was until the report is whole; one that the disk does not take leaves nothing behind. `complain`
 * hears of that, once. A device or a pipe is written as it comes.
 */
export function openReportFile(
  path: string,
  complain: (diagnostic: Diagnostic, path: string) => void,
): ReportFile | Diagnostic {
  const failed = (error: unknown) => diagnose('cli/unwritable', { path, reason: reasonOf(error) });
  try {
    const place = placeOf(path);
    let descriptor: number | undefined;
    let isBroken = false;
    const attempt = (step: () => void): void => {
      try {
        if (!isBroken) step();
      } catch (error) {
        isBroken = true;
        if (descriptor !== undefined) closeSync(descriptor);
        if (place.partial !== place.file) rmSync(place.partial, { force: true });
        complain(failed(error), path);
      }
    };
    return {
      write: text =>
        attempt(() => {
          descriptor ??= openSync(place.partial, 'w');
          writeFileSync(descriptor, text);
        }),
      close: () =>
        attempt(() => {
          if (descriptor === undefined) return;
          const written = descriptor;
          descriptor = undefined;
          closeSync(written);
          if (place.partial !== place.file) renameSync(place.partial, place.file);
        }),
    };
  } catch (error) {
    return failed(error);
  }
}

/** The file itself, links followed, and the one that is written in its place until it is whole. Throws where nothing can be written. */
function placeOf(path: string): { readonly file: string; readonly partial: string } {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    makeFolder(dirname(path));
    accessSync(dirname(path), constants.W_OK);
    return { file: path, partial: `${path}${partialSuffix}` };
  }
  if (found.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
  accessSync(path, constants.W_OK);
  const file = realpathSync(path);
  return { file, partial: found.isFile() && mayWriteIn(dirname(file)) ? `${file}${partialSuffix}` : file };
}

function mayWriteIn(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
