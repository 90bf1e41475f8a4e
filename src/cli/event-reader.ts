import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { EventData } from '../evaluate/index.ts';
import { withoutBlanksInNames, withoutWindowsEnvelope } from '../fields/index.ts';
import { SourceFile, spanOf } from '../source/index.ts';
import type { EventLine, EventSource } from './event-lines.ts';
import { failureLine } from './report-lines.ts';
import type { Run } from './run.ts';
import { reasonOf } from './system-errors.ts';

/** Nobody reads more; the report has them all. */
const mostShown = 20;

/** The events of a file one after another; lines that are none are told of and passed over. */
export class EventReader {
  /** Events so far. */
  count = 0;
  readonly #source: EventSource & { readonly path: string };
  readonly #run: Run;
  #bad = 0;

  constructor(source: EventSource & { readonly path: string }, run: Run) {
    this.#source = source;
    this.#run = run;
  }

  /**
   * `index` is the 0-based number of the physical line; `isOfXml`: it was written as Windows' XML is, and not in the flat form that public sets of
   * events have.
   */
  async forEach(visit: (event: EventData, index: number, isOfXml: boolean) => void): Promise<void> {
    const { size, path, batches } = this.#source;
    const { terminal } = this.#run;
    for await (const batch of batches()) {
      if ('problem' in batch) {
        this.#tell(diagnose('read/unreadable', { reason: batch.problem }), 'unreadable');
        continue;
      }
      batch.lines.forEach((line, offset) => {
        const found = this.#parse(line, batch.first + offset);
        if (found !== undefined) visit(found.event, batch.first + offset, found.isOfXml);
      });
      if (size > 0) terminal.progress(batch.bytesRead, size, `bytes of ${path}`);
    }
    if (this.#bad > mostShown) terminal.say(`${path}: ${this.#bad} lines are no events`);
  }

  #parse(
    line: EventLine,
    index: number,
  ): { readonly event: EventData; readonly isOfXml: boolean } | undefined {
    if (typeof line !== 'string') {
      this.#tellLine('', index, line.problem);
      return undefined;
    }
    const text = index === 0 ? line.replace(/^\ufeff/, '') : line;
    if (text === '' || text.trim() === '') return undefined;
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        this.count++;
        const plain = withoutWindowsEnvelope(value as EventData);
        return { event: withoutBlanksInNames(plain), isOfXml: plain !== value };
      }
      this.#tellLine(text, index, 'it is not a JSON object');
    } catch (error) {
      this.#tellLine(text, index, reasonOf(error));
    }
    return undefined;
  }

  #tellLine(text: string, index: number, reason: string): void {
    const file = new SourceFile(this.#source.path, text, index + 1);
    const at = reason.includes('end of JSON')
      ? text.length
      : Number(/at position (\d+)/.exec(reason)?.[1] ?? 0);
    this.#tell(diagnose('cli/bad-event', { line: index + 1, reason }, spanOf(file, at, at + 1)), 'bad-event');
  }

  #tell(diagnostic: Diagnostic, kind: 'bad-event' | 'unreadable'): void {
    const { terminal, reports, failOn, outcome } = this.#run;
    const { path } = this.#source;
    if (this.#bad++ < mostShown) terminal.diagnostic(diagnostic, path);
    reports.add(failureLine(path, [diagnostic]));
    if (failOn.events.has(kind)) outcome.raise(1);
  }
}
