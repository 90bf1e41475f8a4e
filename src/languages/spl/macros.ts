import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import { type ExpandedText, ExpandedTextBuilder } from './expanded-text.ts';
import { markedIn } from './nesting.ts';

/**
 * What a macro stands for, by its name, or by name and number of arguments: `ctime(1)`. A macro that `passes` is a command of
 * its own that changes only how results look.
 */
export type Macros = Readonly<Record<string, Macro>>;

export type Macro =
  | { readonly definition: string; readonly parameters?: readonly string[]; readonly passes?: never }
  | { readonly passes: true };

/**
 * The macros that security content leans on, as its packaging tool and the Common Information Model add-on ship them:
 * https://github.com/splunk/contentctl, https://splunkbase.splunk.com/app/1621
 */
export const commonMacros: Macros = {
  security_content_summariesonly: {
    definition: 'summariesonly=false allow_old_summaries=true fillnull_value=null',
  },
  summariesonly: { definition: 'false' },
  'drop_dm_object_name(1)': { parameters: ['name'], definition: 'rename "$name$.*" as "*"' },
  'security_content_ctime(1)': { passes: true },
  'ctime(1)': { passes: true },
};

export interface MacroOptions {
  readonly macros: Macros;
  /** A macro without a definition that stands last, as a command of its own, is taken to filter nothing. */
  readonly lenient: boolean;
  /** Macros without a definition stay in the text as they are written. */
  readonly keepUnknown?: boolean;
}

export interface Expansion {
  readonly expanded: ExpandedText;
  /** Where, in the expanded text, a macro stood that changes nothing. */
  readonly passes: ReadonlySet<number>;
  readonly diagnostics: readonly Diagnostic[];
}

/** https://help.splunk.com/en/splunk-enterprise/manage-knowledge-objects/knowledge-management-manual/9.4/use-search-macros-in-searches */
const deepest = 100;
const longest = 1_000_000;
const longestCall = 100_000;

/** Replaces macros by what they stand for and comments by a blank; strings are left alone. */
export function expandMacros(query: EmbeddedText, options: MacroOptions): Expansion {
  const builder = new ExpandedTextBuilder(query);
  const passes = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  let at = 0;
  for (const found of markedIn(query.text)) {
    const { written } = found;
    const end = found.index + written.length;
    builder.copy(at, found.index);
    at = end;
    const call = written.startsWith('```') ? ' ' : define(written.slice(1, -1), options, 0);
    if (
      call === 'passes' ||
      (call === 'unknown' && options.lenient && standsLast(query.text, found.index, end))
    )
      passes.add(builder.length);
    else if (call === 'unknown' && options.keepUnknown === true) builder.copy(found.index, end);
    else if (call === 'unknown' || call === 'tooDeep')
      diagnostics.push(problem(call, written, query.span(found.index, end)));
    else builder.replace(found.index, end, call === ' ' ? call : ` ${call.slice(1)} `);
    if (builder.length > longest) break;
  }
  builder.copy(at, query.text.length);
  return { expanded: builder.build(), passes, diagnostics };
}

/** The call of a macro without its backticks. */
export function macroName(image: string): string {
  return image.slice(1, -1).trim();
}

function problem(kind: 'unknown' | 'tooDeep', written: string, span: ReturnType<EmbeddedText['span']>) {
  return kind === 'unknown'
    ? diagnose('spl/unknown-macro', { name: written.slice(1, -1).trim() }, span)
    : diagnose('spl/macro-depth', { limit: deepest }, span);
}

function standsLast(text: string, start: number, end: number): boolean {
  return /\|\s*$/.test(text.slice(Math.max(0, start - 200), start)) && text.slice(end).trim() === '';
}

type Definition = `=${string}` | ' ' | 'passes' | 'unknown' | 'tooDeep';

/** The definition with its own macros expanded, behind a sign that sets it apart from the other outcomes. */
function define(call: string, options: MacroOptions, depth: number): Definition {
  if (call.length > longestCall) return 'unknown';
  const { name, values } = readCall(call);
  const macro = options.macros[`${name}(${values.length})`] ?? options.macros[name];
  if (macro === undefined) return 'unknown';
  if (macro.passes === true) return 'passes';
  if (depth >= deepest) return 'tooDeep';
  const text = substitute(macro.definition, macro.parameters ?? [], values);
  const parts: string[] = [];
  let at = 0;
  for (const { index, written } of markedIn(text)) {
    parts.push(text.slice(at, index));
    at = index + written.length;
    const inner = written.startsWith('```') ? ' ' : define(written.slice(1, -1), options, depth + 1);
    if (inner === 'unknown' && options.keepUnknown === true) parts.push(written);
    else if (inner === 'unknown' || inner === 'tooDeep') return inner;
    else parts.push(inner === 'passes' ? '' : inner.replace(/^=/, '').slice(0, longest));
  }
  return `=${[...parts, text.slice(at)].join('').slice(0, longest)}`;
}

function readCall(call: string): { readonly name: string; readonly values: readonly string[] } {
  const [, name = '', list] = /^\s*([^\s(]*)\s*(?:\(([\s\S]*)\))?\s*$/.exec(call) ?? [];
  if (list === undefined) return { name, values: [] };
  const values = list.match(/(?:"(?:\\[\s\S]|[^"\\])*"|[^",])+/g) ?? [];
  return { name, values: values.map(value => unquoted(value.trim())) };
}

function unquoted(value: string): string {
  return /^"[^"\\]*"$/.test(value) ? value.slice(1, -1) : value;
}

/** `$name$` is replaced wherever it stands, within strings too. */
function substitute(definition: string, parameters: readonly string[], values: readonly string[]): string {
  return parameters.reduce(
    (text, parameter, index) => text.replaceAll(`$${parameter}$`, () => values[index] ?? ''),
    definition,
  );
}
