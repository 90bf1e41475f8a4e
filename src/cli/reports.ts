import { githubAnnotations } from '../diagnostics/github-reporter.ts';
import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { junitReport } from '../diagnostics/junit-reporter.ts';
import { sarifLog } from '../diagnostics/sarif-reporter.ts';
import { badValue } from './bad-value.ts';
import { htmlReport } from './html-report.ts';
import { markdownReport } from './markdown-report.ts';
import { partialText } from './partial-report.ts';
import { openReportFile, type ReportFile } from './report-file.ts';
import { findingsOf, junitCaseOf } from './report-findings.ts';
import type { ReportLine } from './report-lines.ts';
import { writeOutput } from './standard-output.ts';
import { version } from './version.ts';

/** Where a run's lines go, besides the terminal. */
export interface Reports {
  readonly add: (line: ReportLine) => void;
  /** A line as JSON, as another thread has made it. */
  readonly addWritten: (line: string) => void;
  /** Writes what still waits. */
  readonly close: () => void;
  /** Whether one of them is standard output, which then holds nothing else. */
  readonly onOutput: boolean;
  /** Whether anybody wants the lines: to make them costs time. */
  readonly isWanted: boolean;
}

/** Reports that are made when all lines are there. */
const wholeForms: Readonly<Record<string, Whole>> = {
  json: lines => `${JSON.stringify({ schemaVersion: 1, lines }, undefined, 2)}\n`,
  sarif: lines => sarifLog(findingsOf(lines), version, partialText(lines)),
  junit: lines =>
    junitReport(
      lines.flatMap(line => junitCaseOf(line) ?? []),
      partialText(lines),
    ),
  github: lines => githubAnnotations(findingsOf(lines), partialText(lines)),
  markdown: markdownReport,
  html: htmlReport,
};

export const reportForms = ['ndjson', ...Object.keys(wholeForms), 'finalized'];

export const reportHelp =
  'ndjson=FILE or json=FILE: a line a rule and target, for scripts; sarif=FILE, junit=FILE; github: annotations on standard output; markdown=FILE or html=FILE: a table of rules and targets; finalized=FILE: what the finalizers of pipelines (-p) make of all queries; FILE may be -';

/** Opens the reports that `--report` asks for; `-` is standard output. `complain` hears of one that cannot be written. */
export function openReports(
  requests: readonly string[],
  complain: (diagnostic: Diagnostic, path: string) => void,
  finalize?: (queries: readonly string[]) => string,
): Reports | Diagnostic {
  const opened: Reports[] = [];
  for (const request of requests) {
    const [form = '', path = form === 'github' ? '-' : ''] = splitOnce(request, '=');
    if (!reportForms.includes(form)) return badForm(request, form);
    if (path === '')
      return diagnose('cli/missing', { what: `the file of --report ${form}=FILE (- is standard output)` });
    if (form === 'finalized' && finalize === undefined)
      return badValue('--report', request, 'a pipeline (-p FILE) that has finalizers');
    const file = path === '-' ? outputFile : openReportFile(path, complain);
    if ('code' in file) return file;
    const whole = form === 'finalized' ? finalized(finalize) : wholeForms[form];
    opened.push({
      ...(form === 'ndjson' ? ndjsonReport(file) : wholeReport(file, whole)),
      onOutput: path === '-',
      isWanted: true,
    });
  }
  return joined(opened);
}

function badForm(request: string, form: string): Diagnostic {
  const written = reportForms.map(formText);
  const near = nearestName(form, reportForms);
  return badValue(
    '--report',
    request,
    `one of ${written.join(', ')}`,
    near === undefined ? near : formText(near),
  );
}

function formText(form: string): string {
  return form === 'github' ? form : `${form}=FILE`;
}

const outputFile: ReportFile = { write: writeOutput, close: () => {} };

/** Lines to standard output, as `match` prints them. */
export function outputLines(): Reports {
  return { ...ndjsonReport(outputFile), onOutput: true, isWanted: true };
}

/** Reports that are written side by side. */
export function joined(reports: readonly Reports[]): Reports {
  return {
    add: line => {
      for (const report of reports) report.add(line);
    },
    addWritten: line => {
      for (const report of reports) report.addWritten(line);
    },
    close: () => {
      for (const report of reports) report.close();
    },
    onOutput: reports.some(report => report.onOutput),
    isWanted: reports.some(report => report.isWanted),
  };
}

/** So many lines are written at a time. */
const linesAtOnce = 512;

function ndjsonReport(file: ReportFile): Pick<Reports, 'add' | 'addWritten' | 'close'> {
  let waiting: string[] = [];
  const flush = (): void => {
    file.write(waiting.join(''));
    waiting = [];
  };
  const addWritten = (line: string): void => {
    waiting.push(`${line}\n`);
    if (waiting.length >= linesAtOnce) flush();
  };
  const close = (): void => {
    flush();
    file.close();
  };
  return { add: line => addWritten(JSON.stringify(line)), addWritten, close };
}

type Whole = (lines: readonly ReportLine[]) => string;

/** The queries of all rules, in their order, as one text. */
function finalized(finalize: ((queries: readonly string[]) => string) | undefined): Whole {
  return lines =>
    finalize?.(lines.flatMap(line => (line.kind === 'translation' ? (line.query ?? []) : []))) ?? '';
}

function wholeReport(
  file: ReportFile,
  whole: Whole | undefined,
): Pick<Reports, 'add' | 'addWritten' | 'close'> {
  const lines: ReportLine[] = [];
  return {
    add: line => void lines.push(line),
    addWritten: line => void lines.push(JSON.parse(line) as ReportLine),
    close: () => {
      file.write(whole?.(lines) ?? '');
      file.close();
    },
  };
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
