import { esql } from '../../src/languages/esql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { type ManualSection, manualSections, usesOf } from './esql-manual.ts';

/** What ruleglot does with a use of ES|QL: what it reads, it evaluates; what it refuses, it refuses by its name. */
export interface Treatment {
  readonly name: string;
  readonly use: string;
  readonly code: string | undefined;
  readonly message: string;
}

export function treatmentsOf(section: ManualSection): readonly Treatment[] {
  return usesOf(section).map(([name, use]) => {
    const text = section.query.replace('…', () => use);
    const { value, diagnostics } = esql.lower(EmbeddedText.whole(new SourceFile('q.esql', text)), {});
    const problem = value === undefined ? diagnostics.find(each => each.severity === 'error') : undefined;
    return { name, use, code: problem?.code, message: problem?.message ?? '' };
  });
}

export function esqlPage(note: string): string {
  const all = manualSections.map(section => ({ section, treatments: treatmentsOf(section) }));
  const count = all.flatMap(each => each.treatments).filter(({ code }) => code === undefined).length;
  const whole = all.flatMap(each => each.treatments).length;
  const head = `What [the manual of ES|QL](https://www.elastic.co/docs/reference/query-languages/esql) names, and what becomes of it. What is read has a
meaning of its own: it is evaluated over events, and written for each target that can say it. What has none that a rule could share
with another product is refused by its name, at its place. Of ${whole} entries ${count} are read.`;
  const sections = all.map(({ section: { title }, treatments }) => {
    const rows = treatments.map(
      ({ name, use, code, message }) =>
        `| ${cell(name)} | ${cell(use)} | ${code === undefined ? 'read' : message.replaceAll('|', '\\|')} |`,
    );
    return `## ${title}\n\n| | for example | |\n|---|---|---|\n${rows.join('\n')}`;
  });
  return `# ES|QL\n\n${note}\n\n${head}\n\n${sections.join('\n\n')}`;
}

function cell(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const pad = fence === '``' ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
}
