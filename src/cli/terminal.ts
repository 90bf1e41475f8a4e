import { ansiPaint, type Diagnostic, formatDiagnostic, noPaint } from '../diagnostics/index.ts';
import type { Arguments } from './options.ts';

/** What a person sees on standard error: diagnostics, progress, the summary. */
export interface Terminal {
  readonly diagnostic: (diagnostic: Diagnostic, path: string) => void;
  /** What another thread's terminal has made of its diagnostics. */
  readonly pass: (text: string) => void;
  /** `what` names the things that are counted: files. */
  readonly progress: (done: number, total: number, what: string) => void;
  readonly say: (line: string) => void;
}

export const silentTerminal: Terminal = {
  diagnostic: () => undefined,
  pass: () => undefined,
  progress: () => undefined,
  say: () => undefined,
};

/** What a terminal writes to, and the clock of its progress bar. */
export interface Screen {
  readonly isTerminal: boolean;
  /** Whether it is kept as the log of a CI system, where progress is a line now and then. */
  readonly isLog?: boolean;
  readonly write: (text: string) => void;
  /** Milliseconds. */
  readonly now: () => number;
  readonly noColour: boolean;
}

const barWidth = 24;
/** Until so much is done, how long it took says nothing of the rest: what is loaded and read first counts for it. */
const tellingShare = 0.04;
/** A person sees no more than this; more only costs time. */
const millisecondsBetweenFrames = 80;
const millisecondsBetweenLines = 10_000;

/** Colour and a bar only on a terminal, as NO_COLOR (https://no-color.org) and --quiet allow. */
export function openTerminal(given: Pick<Arguments, 'has'>, screen: Screen): Terminal {
  const { isTerminal, isLog = false } = screen;
  const paint = isTerminal && !given.has('no-color') && !screen.noColour ? ansiPaint : noPaint;
  const quiet = given.has('quiet');
  const rate = isTerminal ? millisecondsBetweenFrames : millisecondsBetweenLines;
  let started = screen.now();
  let drawnAt = isTerminal ? Number.NEGATIVE_INFINITY : started;
  let counted: string | undefined;
  let isDrawn = false;
  const clear = (): string => {
    const sequence = isDrawn ? '\r\u001b[2K' : '';
    isDrawn = false;
    return sequence;
  };
  return {
    diagnostic: (diagnostic, path) => {
      if (quiet && diagnostic.severity !== 'error') return;
      screen.write(`${clear()}${formatDiagnostic(diagnostic, path, paint)}\n`);
    },
    pass: text => screen.write(`${clear()}${text}`),
    progress: (done, total, what) => {
      if ((!isTerminal && !isLog) || quiet) return;
      const now = screen.now();
      if (counted !== undefined && counted !== what) started = now;
      counted = what;
      if (done >= total) screen.write(clear());
      else if (now - drawnAt >= rate) {
        const count = progressCount(done, total, what, now - started);
        screen.write(isTerminal ? `${clear()}${progressBar(done, total)} ${count}` : `${count}\n`);
        isDrawn = isTerminal;
        drawnAt = now;
      }
    },
    say: line => {
      if (!quiet) screen.write(`${clear()}${line}\n`);
    },
  };
}

/** Whoever reads standard error may go away; the run goes on. */
export function standardError(): Screen {
  process.stderr.on('error', () => undefined);
  return {
    isTerminal: process.stderr.isTTY === true,
    isLog: process.stderr.isTTY !== true && Boolean(process.env['CI']),
    write: text => void process.stderr.write(text),
    now: Date.now,
    noColour: Boolean(process.env['NO_COLOR']),
  };
}

function progressBar(done: number, total: number): string {
  const filled = Math.floor((done / Math.max(1, total)) * barWidth);
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}]`;
}

function progressCount(done: number, total: number, what: string, milliseconds: number): string {
  const isTelling = done > 0 && done >= total * tellingShare;
  const left = isTelling ? `, ${duration(((milliseconds / done) * (total - done)) / 1000)} left` : '';
  return `${done}/${total} ${what}${left}`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
