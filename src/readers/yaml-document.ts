import { Composer, CST, type Document, Parser } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type DataTree, type SourceFile, spanOf } from '../source/index.ts';
import { TreeBuilder } from './yaml-tree.ts';

/** Characters. The largest public rule has 120,000. */
const sizeLimit = 5 * 1024 * 1024;
export const yamlDepthLimit = 64;
const mostSyntaxErrors = 5;

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
export function readYaml(file: SourceFile): readonly YamlDocument[] {
  const unfit = unfitness(file);
  if (unfit !== undefined) return [failed(0, [unfit])];
  try {
    return compose(file.text).map(document => toTree(file, document));
  } catch (error) {
    // The library is recursive in the depth of a document and has no limit of its own.
    const depth = error instanceof RangeError ? tooDeep(file) : undefined;
    return [
      failed(0, [depth ?? diagnose('read/yaml-syntax', { reason: String(error) }, spanOf(file, 0, 0))]),
    ];
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

function compose(text: string): Document.Parsed[] {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    keepSourceTokens: true,
    // The library's own check takes time quadratic in the size of a map; TreeBuilder has its own.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return Array.from(composer.compose(new Parser().parse(text)));
}

function toTree(file: SourceFile, document: Document.Parsed): YamlDocument {
  const start = document.contents?.range[0] ?? document.range[0];
  const errors = document.errors
    .slice(0, mostSyntaxErrors)
    .map(error =>
      diagnose('read/yaml-syntax', { reason: error.message }, spanOf(file, error.pos[0], error.pos[1])),
    );
  if (errors.length > 0) return failed(start, errors);
  const warnings = document.warnings.map(warning =>
    diagnose('read/yaml-tag', { reason: warning.message }, spanOf(file, warning.pos[0], warning.pos[1])),
  );
  const builder = new TreeBuilder(file, yamlDepthLimit);
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

/** Where a document first goes deeper than the limit, found without recursion. */
function tooDeep(file: SourceFile): Diagnostic | undefined {
  const pending: { readonly token: CST.Token; readonly depth: number }[] = [];
  for (const token of new Parser().parse(file.text)) pending.push({ token, depth: 0 });
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > yamlDepthLimit)
      return diagnose(
        'read/yaml-too-deep',
        { limit: yamlDepthLimit },
        spanOf(file, token.offset, token.offset + 1),
      );
    for (const inner of innerTokens(token)) pending.push({ token: inner, depth: depth + 1 });
  }
  return undefined;
}

function innerTokens(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!CST.isCollection(token)) return [];
  return token.items.flatMap(item => [item.key, item.value].filter(inner => inner != null));
}
