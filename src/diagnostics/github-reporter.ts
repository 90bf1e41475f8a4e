import { distinctFindings, type Finding } from './finding.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Findings as annotations of a pull request: workflow commands, a line each; `notice` is of all of them.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-a-notice-message
 */
export function githubAnnotations(findings: readonly Finding[], notice?: string): string {
  const last = notice === undefined ? '' : `::notice title=ruleglot::${data(notice)}\n`;
  return distinctFindings(findings).map(annotation).join('') + last;
}

function annotation({ code, severity, message, help, ...place }: Finding): string {
  const { path, line, column, endLine, endColumn } = place;
  const properties = Object.entries({ file: path, line, endLine, col: column, endColumn, title: code })
    .filter(([key, value]) => value !== undefined && (key !== 'endColumn' || endLine === line))
    .map(([key, value]) => `${key}=${property(String(value))}`);
  const text = help === undefined ? message : `${message}\n${help}`;
  return `::${commands[severity]} ${properties.join(',')}::${data(text)}\n`;
}

/** What ends a line, and the sign that begins an escape, are escaped. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
