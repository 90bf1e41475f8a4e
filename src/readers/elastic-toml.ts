import { parse, TomlError } from 'smol-toml';
import { diagnose } from '../diagnostics/index.ts';
import { type SourceFile, spanOf } from '../source/index.ts';
import { isTable, makeDocument } from './elastic-document.ts';
import { readElasticRule } from './elastic-rule.ts';
import type { Reader, ReadRule } from './reader.ts';
import { decodeTomlString, scanToml } from './toml-text.ts';

const format = 'elastic-toml';
/** Deeper than any rule, and shallow enough for the stack. */
const deepest = 100;

/** One rule a file, as in https://github.com/elastic/detection-rules. */
export const elasticTomlReader: Reader = {
  format,
  read: file => [readToml(file)],
};

function readToml(file: SourceFile): ReadRule {
  const parsed = parseToml(file);
  if ('failure' in parsed) return parsed.failure;
  const rule = parsed.data['rule'];
  if (!isTable(rule)) return unread(file, diagnose('elastic/no-rule', {}, spanOf(file, 0, 0)));
  const places = scanToml(file.text);
  const whole = { start: 0, end: 0 };
  const document = makeDocument(file, parsed.data, places, whole, decodeTomlString);
  return readElasticRule(document, rule, { format, document: 0, line: 1 });
}

type Parsed = { readonly data: Readonly<Record<string, unknown>> } | { readonly failure: ReadRule };

function parseToml(file: SourceFile): Parsed {
  try {
    // smol-toml takes no byte order mark; a blank in its place keeps the offsets.
    const data = parse(file.text.replace(/^\uFEFF/, ' '), { maxDepth: deepest });
    if (!isDeeper(data, deepest)) return { data };
    const problem = `it is nested more than ${deepest} deep`;
    return { failure: unread(file, diagnose('elastic/toml', { problem }, spanOf(file, 0, 0))) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const problem = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
    const at = offsetOf(file, error.line, error.column);
    return { failure: unread(file, diagnose('elastic/toml', { problem }, spanOf(file, at, at + 1))) };
  }
}

/** Of names with dots, which are tables within tables: smol-toml bounds those that stand in brackets. */
function isDeeper(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Date) return false;
  return limit === 0 || Object.values(value).some(each => isDeeper(each, limit - 1));
}

function offsetOf(file: SourceFile, line: number, column: number): number {
  let at = 0;
  for (let current = 1; current < line; current++) at = file.text.indexOf('\n', at) + 1;
  return Math.min(at + column - 1, file.text.length);
}

function unread(file: SourceFile, diagnostic: ReadRule['diagnostics'][number]): ReadRule {
  return {
    location: { path: file.path, format, document: 0, part: 0, line: 1 },
    rule: undefined,
    diagnostics: [diagnostic],
  };
}
