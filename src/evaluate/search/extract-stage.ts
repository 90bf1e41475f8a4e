import type { Stage } from '../../ir/index.ts';
import { captureRegex, parseRegex } from '../../regex/index.ts';
import { compileExpression } from '../compile-expression.ts';
import type { EvaluateOptions } from '../scope.ts';
import { type Item, textOf } from '../values.ts';
import { compileDissect } from './extract-dissect.ts';
import { compileGrok } from './extract-grok.ts';
import { compileUriParts } from './extract-uri.ts';
import { withField } from './row-fields.ts';
import type { RowStage } from './row-stages.ts';

type ExtractStage = Extract<Stage, { kind: 'extract' }>;

/** The fields that a text holds; undefined when it does not fit. */
export type Extractor = (subject: string) => ReadonlyMap<string, readonly Item[]> | undefined;

/** Undefined when the pattern cannot be run. */
export function compileExtractor({
  syntax,
  pattern,
  separator,
}: Pick<ExtractStage, 'syntax' | 'pattern' | 'separator'>): Extractor | undefined {
  switch (syntax) {
    case 'dissect':
      return compileDissect(pattern, separator);
    case 'grok':
      return compileGrok(pattern);
    case 'uri':
      return compileUriParts(pattern);
    case 'regex': {
      const parsed = parseRegex(pattern, 'pcre', 'search');
      if (!('regex' in parsed)) return undefined;
      const capture = captureRegex(parsed.regex);
      return subject => {
        const captures = capture(subject);
        return captures && new Map([...captures].map(([name, text]) => [name, [text]]));
      };
    }
  }
}

/**
 * The fields of the first text that fits. Where none does, dissect and grok leave the fields without a value and a regex leaves them
 * as they are.
 * https://www.elastic.co/docs/reference/query-languages/esql/commands/grok
 */
export function extractStage(stage: ExtractStage, options: EvaluateOptions): RowStage {
  const read = compileExpression(stage.subject, options);
  const extractor = compileExtractor(stage);
  return row => {
    const texts = read(row.data).flatMap(item => textOf(item) ?? []);
    const found = firstFit(texts, extractor);
    if (found === undefined && stage.syntax === 'regex') return [row];
    const names = new Set([...stage.fields, ...(found?.keys() ?? [])]);
    let { data } = row;
    for (const name of names) data = withField(data, name, found?.get(name) ?? []);
    return [{ ...row, data }];
  };
}

function firstFit(texts: readonly string[], extractor: Extractor | undefined) {
  for (const text of texts) {
    const found = extractor?.(text);
    if (found !== undefined) return found;
  }
  return undefined;
}
