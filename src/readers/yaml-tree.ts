import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml';
import { type Code, type Diagnostic, diagnose } from '../diagnostics/index.ts';
import {
  type DataEntry,
  type DataScalar,
  type DataTree,
  pyYamlValue,
  type SourceFile,
  type Span,
} from '../source/index.ts';
import { yamlText } from './yaml-text.ts';

type Pairs = YAMLMap<ParsedNode, ParsedNode | null>['items'];

/** Nodes of a document after aliases are followed. A rule has hundreds; a bomb of nested aliases has billions. */
const expandedLimit = 250_000;
const mostProblems = 20;

/** How the words of a file are read, where that is not by version 1.2. */
export interface YamlWords {
  /** As PyYAML reads them, which pySigma loads its files with. */
  readonly pyYaml?: true;
  /** A key may be null, whose `value` is. */
  readonly nullKeys?: true;
}

/**
 * Turns the nodes of the `yaml` library into a tree that knows where its parts stand. Aliases share the tree of their
 * anchor; keys are unique texts. Gives nothing when there is an error, which `diagnostics` then holds.
 */
export class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: SourceFile;
  readonly #depthLimit: number;
  readonly #words: YamlWords;
  readonly #anchors = new Map<string, { readonly tree: DataTree; readonly size: number }>();
  #depth = 0;
  #size = 0;
  #failed = false;

  constructor(file: SourceFile, depthLimit: number, words: YamlWords) {
    this.#file = file;
    this.#words = words;
    this.#depthLimit = depthLimit;
  }

  build(node: ParsedNode | null): DataTree | undefined {
    const tree = this.tree(node, 0);
    return this.#failed ? undefined : tree;
  }

  private tree(node: ParsedNode | null, at: number): DataTree {
    if (node === null) return this.empty(at);
    if (isAlias(node)) return this.alias(node);
    const before = this.#size++;
    const tree = isScalar(node) ? this.scalar(node) : this.collection(node);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, { tree, size: this.#size - before });
    return tree;
  }

  private collection(node: Exclude<ParsedNode, { value: unknown }>): DataTree {
    const span = this.spanOf(node.range);
    if (this.#depth >= this.#depthLimit) {
      this.fail(diagnose('read/yaml-too-deep', { limit: this.#depthLimit }, span));
      return { kind: 'list', items: [], span };
    }
    this.#depth++;
    const tree: DataTree = isMap(node)
      ? { kind: 'map', entries: this.entries(node.items), span }
      : {
          kind: 'list',
          items: isSeq(node) ? node.items.map(item => this.tree(item as ParsedNode, node.range[1])) : [],
          span,
        };
    this.#depth--;
    return tree;
  }

  private entries(pairs: Pairs): DataEntry[] {
    const entries = new Map<string, DataEntry>();
    const merged: DataTree[] = [];
    for (const pair of pairs) {
      const key = this.key(pair.key);
      if (key === undefined) continue;
      const value = this.tree(pair.value, key.span.end);
      const earlier = entries.get(key.written);
      if (earlier !== undefined) this.duplicate(key, earlier.key);
      else if (isMergeKey(key) && value.kind !== 'scalar') merged.push(value);
      else entries.set(key.written, { key, value });
    }
    for (const source of merged) addMerged(source, entries);
    return [...entries.values()];
  }

  private key(node: ParsedNode): DataScalar | undefined {
    const said = this.diagnostics.length;
    const key = this.tree(node, 0);
    if (key.kind === 'scalar' && !this.#failed) this.diagnostics.length = said;
    if (key.kind === 'scalar' && (key.value !== null || this.#words.nullKeys)) return key;
    this.fail(diagnose('read/yaml-key', {}, key.span));
    return undefined;
  }

  private duplicate(key: DataScalar, first: DataScalar): void {
    this.fail(
      diagnose('read/yaml-duplicate-key', { key: key.written }, key.span, {
        related: [{ message: 'first written here', span: first.span }],
      }),
    );
  }

  private alias(node: ParsedNode & { readonly source: string }): DataTree {
    const span = this.spanOf(node.range);
    const anchor = this.#anchors.get(node.source);
    this.#size += anchor?.size ?? 0;
    const code: Code | undefined =
      anchor === undefined
        ? 'read/yaml-alias-unknown'
        : this.#size > expandedLimit
          ? 'read/yaml-alias-bomb'
          : undefined;
    if (code !== undefined && !this.#failed)
      this.fail(diagnose(code, { name: node.source, limit: expandedLimit }, span));
    return anchor === undefined || code !== undefined ? this.empty(span.start) : anchor.tree;
  }

  private scalar(node: ParsedNode & { readonly value: unknown }): DataScalar {
    const file = this.#file;
    const [start] = node.range;
    const core = plainValue(node.value);
    const { source, type, tag } = node as { source?: string; type?: string; tag?: string };
    const isWord = this.#words.pyYaml && type === 'PLAIN' && tag === undefined && source !== undefined;
    const value = isWord ? pyYamlValue(source) : core;
    if (!Object.is(value, core) && (value !== 0 || core !== 0)) this.readAs(value, source ?? '', node.range);
    const written = typeof value === 'string' ? value : (source ?? String(value));
    return {
      kind: 'scalar',
      value,
      written,
      span: this.spanOf(node.range),
      embedded: () => yamlText(file, { text: written, start, token: node.srcToken }),
    };
  }

  /** Said of values: the names of keys are their letters. */
  private readAs(value: DataScalar['value'], word: string, range: readonly [number, number, number]): void {
    if (this.diagnostics.length < mostProblems)
      this.diagnostics.push(
        diagnose('read/yaml-word', { word, kind: kindOf(value), value: String(value) }, this.spanOf(range)),
      );
  }

  private empty(at: number): DataScalar {
    const file = this.#file;
    const span = { file, start: at, end: at };
    const embedded = () => yamlText(file, { text: '', start: at, token: undefined });
    return { kind: 'scalar', value: null, written: '', span, embedded };
  }

  private spanOf(range: readonly [number, number, number]): Span {
    return { file: this.#file, start: range[0], end: range[1] };
  }

  private fail(diagnostic: Diagnostic): void {
    this.#failed = true;
    if (this.diagnostics.length < mostProblems) this.diagnostics.push(diagnostic);
  }
}

function plainValue(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function kindOf(value: DataScalar['value']): string {
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : 'a Boolean';
}

function isMergeKey(key: DataScalar): boolean {
  return key.written === '<<' && key.span.end - key.span.start === 2;
}

/** `<<`: keys of other maps that the map does not have itself; of several maps the earlier wins. https://yaml.org/type/merge.html */
function addMerged(source: DataTree, entries: Map<string, DataEntry>): void {
  if (source.kind === 'list') for (const item of source.items) addMerged(item, entries);
  if (source.kind !== 'map') return;
  for (const entry of source.entries)
    if (!entries.has(entry.key.written)) entries.set(entry.key.written, entry);
}
