import { writeSync } from 'node:fs';
import { reasonOf } from './system-errors.ts';

/** Standard output cannot be written: its reader has gone, or its disk is full. Ends the run; no defect of ours. */
export class OutputFailure extends Error {
  /** Whoever read it wants no more: `| head`. */
  readonly readerGone: boolean;

  constructor(error: NodeJS.ErrnoException) {
    super(reasonOf(error));
    this.readerGone = error.code === 'EPIPE';
  }
}

export const standardOutput = {
  /** Writes all of a text before it returns, so that nothing is lost when the process ends and order is kept. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSome(bytes, at);
  },
};

export function writeOutput(text: string): void {
  standardOutput.write(text);
}

/** A pipe may take a part at a time, or nothing for the moment. */
function writeSome(bytes: Buffer, at: number): number {
  try {
    return writeSync(1, bytes, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw new OutputFailure(error as NodeJS.ErrnoException);
  }
}
