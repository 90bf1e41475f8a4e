import { parse } from 'yaml';
import type { Expression, Predicate } from '../../ir/index.ts';
import { lowerPython, lowerPythonKey, lowerPythonText } from '../../languages/python/index.ts';
import { EmbeddedText, SourceFile } from '../../source/index.ts';

/** The files of a Panther detection, in one text: each under a line that names it. */
export interface PantherFiles {
  readonly documents: readonly Readonly<Record<string, unknown>>[];
  readonly modules: ReadonlyMap<string, string>;
}

/** `# file NAME` before each. */
export function splitFiles(text: string): PantherFiles {
  const parts = text.split(/^# file (.*)$/m).slice(1);
  const files = parts.flatMap((name, index) =>
    index % 2 === 0 ? [[name, parts[index + 1] ?? ''] as const] : [],
  );
  return {
    documents: files.filter(([name]) => name.endsWith('.yml')).flatMap(([, body]) => records(parse(body))),
    modules: new Map(files.filter(([name]) => name.endsWith('.py'))),
  };
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const found = recordOf(value);
  return found === undefined ? [] : [found];
}

export function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.flatMap(records) : [];
}

export function moduleText(text: string): EmbeddedText {
  return EmbeddedText.whole(new SourceFile('(module)', text));
}

/** What the `rule` of a module matches. */
export function ruleOf(module: string): Predicate | undefined {
  const search = lowerPython(moduleText(module), {}).value?.search;
  return search?.kind === 'events' ? search.where : undefined;
}

/** What a function gives for the events that the rule matches, where the module has it. */
export function keyOf(module: string, name: string): Expression | undefined | 'unread' {
  const key = lowerPythonKey(moduleText(module), name);
  return key === undefined ? undefined : key.value === undefined ? 'unread' : key.value.key;
}

/** What a function of a module gives, where the module has it. */
export function textOf(module: string, name: string): Expression | undefined | 'unread' {
  if (!new RegExp(`^def ${name}\\(`, 'm').test(module)) return undefined;
  return lowerPythonText(moduleText(module), name) ?? 'unread';
}
