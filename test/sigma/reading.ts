import { printPredicate, type Rule } from '../../src/ir/index.ts';
import type { ReadRule } from '../../src/readers/reader.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const placeholders = new Map<string, readonly string[]>([
  ['admins', ['alice', 'bob']],
  ['servers', ['srv*']],
  ['nets', ['10.0.0.0/8', 'fe80::/10']],
  ['limit', ['5']],
  ['DC-MACHINE-NAME', ['dc1$']],
  ['empty', []],
]);

export function readText(text: string): readonly ReadRule[] {
  return sigmaReader.read(new SourceFile('rule.yml', text), { placeholders });
}

/** `code line:column`, the way a table of tests says it. */
export function shownDiagnostics(read: ReadRule): readonly string[] {
  return read.diagnostics.map(({ code, span }) => {
    if (span === undefined) return code;
    const { line, column } = span.file.position(span.start);
    return `${code} ${line}:${column}`;
  });
}

/** The text that each diagnostic points at. */
export function pointedTexts(read: ReadRule): readonly string[] {
  return read.diagnostics.map(({ span }) => span?.file.text.slice(span.start, span.end) ?? '');
}

const head = 'title: t\nlogsource:\n  category: c\n';

/** A rule around the lines of `detection`, which begin at line 5, column 3. */
export function detection(lines: string): string {
  return `${head}detection:\n${lines.replace(/^/gm, '  ')}\n`;
}

/** A rule with one item, at line 6 column 5: `Field|modifiers: value`. */
export function item(text: string): string {
  return detection(`s:\n${text.replace(/^/gm, '  ')}\ncondition: s`);
}

export function whereOf(rule: Rule | undefined): string {
  if (rule?.search.kind !== 'events') return 'no rule';
  return printPredicate(rule.search.where).replaceAll(/\n\s*/g, ' ');
}

/** The predicate of the first rule of a text on one line, then its diagnostics. */
export function lowered(text: string): string {
  const [read] = readText(text);
  if (read === undefined) return 'nothing';
  return [whereOf(read.rule), ...shownDiagnostics(read)].join(' ! ');
}
