import { ansiPaint, type Diagnostic, formatDiagnostic, noPaint, type Paint } from '../diagnostics/index.ts';
import type { Arguments } from './options.ts';

/** What a person sees on standard error: diagnostics, progress, the summary. */
export interface Terminal {
  readonly diagnostic: (diagnostic: Diagnostic, path: string) => void;
  readonly progress: (done: number, total: number, what: string) => void;
  readonly say: (line: string) => void;
  readonly paint: Paint;
}

const barWidth = 24;
/** A person sees no more than this; more only costs time. */
const millisecondsBetweenFrames = 80;

/** Colour and progress only on a terminal, as NO_COLOR and --quiet allow (https://no-color.org). */
export function openTerminal(given: Pick<Arguments, 'has'>): Terminal {
  const isTerminal = process.stderr.isTTY === true;
  const colour = isTerminal && !given.has('no-color') && !process.env['NO_COLOR'];
  const paint = colour ? ansiPaint : noPaint;
  const quiet = given.has('quiet');
  const clear = isTerminal ? '\r\u001b[2K' : '';
  let lastFrame = 0;
  const started = Date.now();
  return {
    paint,
    diagnostic: (diagnostic, path) => {
      if (quiet && diagnostic.severity !== 'error') return;
      process.stderr.write(`${clear}${formatDiagnostic(diagnostic, path, paint)}\n`);
    },
    progress: (done, total, what) => {
      const now = Date.now();
      if (!isTerminal || quiet || (done < total && now - lastFrame < millisecondsBetweenFrames)) return;
      lastFrame = now;
      process.stderr.write(done < total ? `${clear}${progressBar(done, total, what, now - started)}` : clear);
    },
    say: line => {
      if (!quiet) process.stderr.write(`${clear}${line}\n`);
    },
  };
}

function progressBar(done: number, total: number, what: string, milliseconds: number): string {
  const filled = Math.round((done / Math.max(1, total)) * barWidth);
  const left = done === 0 ? '' : `, ${Math.ceil(((milliseconds / done) * (total - done)) / 1000)} s left`;
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${done}/${total} ${what}${left}`;
}
