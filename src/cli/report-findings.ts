import type { Finding } from '../diagnostics/finding.ts';
import type { Severity } from '../diagnostics/index.ts';
import type { JunitCase } from '../diagnostics/junit-reporter.ts';
import { LostCounts, lostCode, lostDiagnostic } from './lost-metadata.ts';
import type { DiagnosticLine, ReportLine } from './report-lines.ts';
import { columnOf } from './report-table.ts';

/** The diagnostics of the lines of a report, with their paths; what documents have no place for is one of a target or pack. */
export function findingsOf(lines: readonly ReportLine[]): readonly Finding[] {
  const lost = new LostCounts();
  const places = new Map<string, Finding>();
  const all = lines.flatMap(line => {
    const found = ownFindings(line);
    if (line.kind !== 'translation' || line.lost === undefined) return found;
    const name = columnOf(line);
    const told = found.find(({ code }) => code === lostCode);
    if (told !== undefined && !places.has(name)) places.set(name, told);
    lost.add(name, line.lost, '');
    return found.filter(each => each !== told);
  });
  const folded = lost.all().flatMap(each => {
    const first = places.get(each.target);
    return first === undefined
      ? []
      : [{ ...first, message: lostDiagnostic(each).message, subject: each.target }];
  });
  return [...all, ...folded];
}

function ownFindings(line: ReportLine): readonly Finding[] {
  if (!('diagnostics' in line) || !('path' in line)) return [];
  const { path } = line;
  return line.diagnostics.map(each => ({ ...each, severity: severityOf(each), path }));
}

function severityOf({ severity }: DiagnosticLine): Severity {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

/**
 * A rule and target as a test. What cannot be read is an error; what the policy of a project does not let through is failed, and a
 * refusal that it does let through is skipped. Where there is no policy, what is refused is failed.
 */
export function junitCaseOf(line: ReportLine): JunitCase | undefined {
  if (line.kind === 'failure') {
    const { code = 'unreadable', message = 'it could not be read' } = line.diagnostics[0] ?? {};
    const suite = line.target ?? 'rules';
    return {
      ...caseHead(line.path, line.rule, suite),
      outcome: { kind: 'error', type: code, message, text: textOf(line.diagnostics) },
    };
  }
  if (line.kind === 'stale') {
    const [{ code = 'stale', message = 'it is stale' } = {}] = line.diagnostics;
    return {
      ...{ suite: 'packs', className: line.path, name: line.path, properties: {} },
      outcome: { kind: 'failure', type: code, message, text: textOf(line.diagnostics) },
    };
  }
  if (line.kind === 'check') {
    const bad = line.diagnostics.filter(({ severity }) => severity !== 'note');
    const [first] = bad;
    const head = caseHead(line.path, line.rule, 'check');
    return first === undefined
      ? head
      : {
          ...head,
          outcome: { kind: 'failure', type: first.code, message: first.message, text: textOf(bad) },
        };
  }
  if (line.kind !== 'translation') return undefined;
  const { verdict, evidence, given } = line;
  const head = {
    ...caseHead(line.path, line.rule, line.pack ?? line.target),
    properties: {
      verdict,
      ...(evidence === undefined ? {} : { evidence: evidence.kind }),
      ...(given.length === 0 ? {} : { given: given.join(' ') }),
    },
  };
  const { failing = verdict === 'refused' ? [verdict] : [], diagnostics } = line;
  if (failing.length === 0 && verdict !== 'refused') return head;
  const kind = failing.length === 0 ? 'skipped' : 'failure';
  const told = diagnostics.find(({ severity }) => severity === 'error');
  const { code: type, message } = told ?? { code: verdict, message: [...failing, verdict].join(', ') };
  return { ...head, outcome: { kind, type, message, text: textOf(diagnostics) } };
}

function caseHead(
  path: string,
  rule: { readonly title?: string; readonly line: number } | undefined,
  suite: string,
): JunitCase {
  return { suite, className: path, name: rule?.title ?? `${path}:${rule?.line ?? 1}`, properties: {} };
}

function textOf(diagnostics: readonly DiagnosticLine[]): string {
  return diagnostics
    .map(({ code, severity, message, line, column }) => {
      const place = line === undefined ? '' : `${line}:${column ?? 1}: `;
      return `${place}${severity}[${code}]: ${message}`;
    })
    .join('\n');
}
