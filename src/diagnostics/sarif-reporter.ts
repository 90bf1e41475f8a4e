import { createHash } from 'node:crypto';
import { catalogue } from './catalogue/index.ts';
import type { CodeDefinition } from './define-codes.ts';
import type { Severity } from './diagnostic.ts';
import { distinctFindings, type Finding } from './finding.ts';

/** Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for code scanning; `notice` is of all of them. */
export function sarifLog(findings: readonly Finding[], version: string, notice?: string): string {
  const results = distinctFindings(findings);
  const codes = [...new Set(results.map(({ code }) => code))].sort();
  const places = new Map(codes.map((code, index) => [code, index]));
  const driver = {
    name: 'ruleglot',
    version,
    semanticVersion: version,
    rules: codes.map(ruleOf),
  };
  const counts = new Map<string, number>();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        columnKind: 'utf16CodeUnits',
        ...(notice === undefined ? {} : { properties: { notice } }),
        results: results.map(finding => resultOf(finding, places.get(finding.code) ?? -1, counts)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };

const entries: Readonly<Record<string, CodeDefinition<never>>> = catalogue;

function ruleOf(code: string): object {
  const definition = entries[code];
  if (definition === undefined) return { id: code };
  const { explanation, severity } = definition;
  const [sentence = explanation] = explanation.split(/(?<=[.!?])\s/);
  return {
    id: code,
    shortDescription: { text: sentence },
    fullDescription: { text: explanation },
    help: { text: explanation, markdown: explanation },
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultOf(finding: Finding, ruleIndex: number, counts: Map<string, number>): object {
  const { code, severity, message, help, path } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
          ...regionOf(finding),
        },
      },
    ],
    partialFingerprints: { 'ruleglot/v1': fingerprint(finding, counts) },
  };
}

function regionOf({ line, column, endLine, endColumn }: Finding): object {
  if (line === undefined || column === undefined) return {};
  const end = endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn };
  return { region: { startLine: line, startColumn: column, ...end } };
}

/** Stays when lines above the finding come and go: it is made of what is said, and the how manieth of its kind in the file it is. */
function fingerprint({ code, path, message, subject }: Finding, counts: Map<string, number>): string {
  const key = JSON.stringify(subject === undefined ? [code, path, message] : [code, subject]);
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return createHash('sha256').update(`${key}${count}`).digest('hex').slice(0, 32);
}
