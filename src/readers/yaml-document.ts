import { Composer, type CST, type Document, Parser } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type DataTree, type SourceFile, spanOf } from '../source/index.ts';
import { TreeBuilder, type YamlWords } from './yaml-tree.ts';

/** Characters. The largest public rule has 120,000. */
const sizeLimit = 5 * 1024 * 1024;
const yamlDepthLimit = 64;
const mostProblems = 5;

/** One document of a file. `tree` is absent when it has an error, which the diagnostics then hold. */
export interface YamlDocument {
  readonly tree: DataTree | undefined;
  /** Offset of its first character that is neither comment nor white space. */
  readonly start: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Every document of a YAML 1.2 file (core schema: dates are texts), with positions. Never throws. A file that is no YAML at all
 * is one document without a tree. Merge keys (`<<`) are followed, since PyYAML, and so pySigma, does.
 */
export function readYaml(file: SourceFile, words: YamlWords = {}): readonly YamlDocument[] {
  const unfit = unfitness(file);
  if (unfit !== undefined) return [failed(0, [unfit])];
  try {
    const tokens = [...new Parser().parse(file.text)];
    // Composing is recursive without a limit, and what overflows its stack can end the whole process.
    const deep = tooDeep(file, tokens);
    return deep === undefined
      ? compose(tokens).map(document => toTree(file, document, words))
      : [failed(0, [deep])];
  } catch (error) {
    return [failed(0, [diagnose('read/yaml-syntax', { reason: String(error) }, spanOf(file, 0, 0))])];
  }
}

function failed(start: number, diagnostics: readonly Diagnostic[]): YamlDocument {
  return { tree: undefined, start, diagnostics };
}

function unfitness(file: SourceFile): Diagnostic | undefined {
  const { text } = file;
  if (text.length > sizeLimit)
    return diagnose(
      'read/too-large',
      { size: `${text.length} characters`, limit: `${sizeLimit}` },
      spanOf(file, 0, 0),
    );
  const nul = text.indexOf('\0');
  return nul === -1 ? undefined : diagnose('read/not-text', {}, spanOf(file, nul, nul + 1));
}

function compose(tokens: readonly CST.Token[]): Document.Parsed[] {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    // Else `!!binary` and `!!timestamp` give values that are no texts, which rules do not have.
    resolveKnownTags: false,
    keepSourceTokens: true,
    // The library's own check takes time quadratic in the size of a map; TreeBuilder has its own.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return Array.from(composer.compose(tokens));
}

function toTree(file: SourceFile, document: Document.Parsed, words: YamlWords): YamlDocument {
  const start = document.contents?.range[0] ?? document.range[0];
  const errors = document.errors
    .slice(0, mostProblems)
    .map(error =>
      diagnose('read/yaml-syntax', { reason: error.message }, spanOf(file, error.pos[0], error.pos[1])),
    );
  if (errors.length > 0) return failed(start, errors);
  const warnings = document.warnings
    .slice(0, mostProblems)
    .map(warning =>
      diagnose('read/yaml-tag', { reason: warning.message }, spanOf(file, warning.pos[0], warning.pos[1])),
    );
  const builder = new TreeBuilder(file, yamlDepthLimit, words);
  const tree = builder.build(document.contents);
  return { tree, start, diagnostics: [...warnings, ...builder.diagnostics, ...replacements(file, document)] };
}

/** U+FFFD is what a decoder puts in the place of bytes that are no UTF-8: the rule may not say what its author wrote. */
function replacements(file: SourceFile, document: Document.Parsed): Diagnostic[] {
  const at = file.text.indexOf('\ufffd', document.range[0]);
  return at === -1 || at >= document.range[2]
    ? []
    : [diagnose('read/yaml-replacement-character', {}, spanOf(file, at, at + 1))];
}

/** Where a document first goes deeper than the limit, found level by level. */
function tooDeep(file: SourceFile, documents: readonly CST.Token[]): Diagnostic | undefined {
  let level: CST.Token[] = documents.flatMap(token =>
    token.type === 'document' && token.value !== undefined ? [token.value] : [],
  );
  for (let depth = 0; level.length > 0; depth++) {
    const [first] = level;
    if (depth > yamlDepthLimit && first !== undefined)
      return diagnose(
        'read/yaml-too-deep',
        { limit: yamlDepthLimit },
        spanOf(file, first.offset, first.offset + 1),
      );
    level = collectionsIn(level);
  }
  return undefined;
}

function collectionsIn(tokens: readonly CST.Token[]): CST.Token[] {
  const inner: CST.Token[] = [];
  for (const token of tokens) {
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key != null && 'items' in key) inner.push(key);
      if (value !== undefined && 'items' in value) inner.push(value);
    }
  }
  return inner;
}
