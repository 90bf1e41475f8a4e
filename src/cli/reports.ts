import { mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { reasonOf } from './input-files.ts';
import type { ReportLine } from './report-lines.ts';
import { badValue } from './targets.ts';

/** Where a run's lines go, besides the terminal. */
export interface Reports {
  readonly add: (line: ReportLine) => void;
  /** Writes what is written whole at the end. */
  readonly close: () => void;
}

const forms = ['ndjson', 'json'] as const;
type Form = (typeof forms)[number];

export const reportHelp = 'ndjson=FILE or json=FILE: a line a rule and target, for scripts; FILE may be -';

/** Opens the reports that `--report` asks for; `-` is standard output. */
export function openReports(requests: readonly string[]): Reports | Diagnostic {
  const opened: Reports[] = [];
  for (const request of requests) {
    const [form = '', path = ''] = splitOnce(request, '=');
    if (!forms.includes(form as Form) || path === '')
      return badValue('--report', request, `${forms.join('=FILE or ')}=FILE`);
    try {
      opened.push(form === 'ndjson' ? ndjsonReport(path) : jsonReport(path));
    } catch (error) {
      return diagnose('cli/unwritable', { path, reason: reasonOf(error) });
    }
  }
  return {
    add: line => {
      for (const report of opened) report.add(line);
    },
    close: () => {
      for (const report of opened) report.close();
    },
  };
}

function ndjsonReport(path: string): Reports {
  const descriptor = path === '-' ? 1 : openFile(path);
  let waiting: string[] = [];
  const flush = (): void => {
    writeWhole(descriptor, waiting.join(''));
    waiting = [];
  };
  return {
    add: line => {
      waiting.push(`${JSON.stringify(line)}\n`);
      if (waiting.length >= 512) flush();
    },
    close: flush,
  };
}

function jsonReport(path: string): Reports {
  const descriptor = path === '-' ? 1 : openFile(path);
  const lines: ReportLine[] = [];
  return {
    add: line => {
      lines.push(line);
    },
    close: () => writeWhole(descriptor, `${JSON.stringify({ schemaVersion: 1, lines }, undefined, 2)}\n`),
  };
}

function openFile(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'w');
}

/** A pipe may take a part at a time. */
function writeWhole(descriptor: number, text: string): void {
  if (descriptor !== 1) {
    writeFileSync(descriptor, text);
    return;
  }
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSome(bytes, at);
}

function writeSome(bytes: Buffer, at: number): number {
  try {
    return writeSync(1, bytes, at);
  } catch (error) {
    if ((error as { code?: string }).code === 'EAGAIN') return 0;
    throw error;
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
