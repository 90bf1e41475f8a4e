import type { SourceFile } from './source-file.ts';

/** A half-open range of a file's text, always of the *outer* file. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

export function spanOf(file: SourceFile, start: number, end: number): Span {
  return { file, start, end };
}
