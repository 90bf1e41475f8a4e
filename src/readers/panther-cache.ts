import { diagnose, failure, type Result, success } from '../diagnostics/index.ts';
import { type Expression, fold, type LogSource, type NewTerms, type Predicate } from '../ir/index.ts';
import {
  lowerPython,
  lowerPythonText,
  type PythonSurroundings,
  parsePython,
} from '../languages/python/index.ts';
import { EmbeddedText, SourceFile } from '../source/index.ts';

type Extent = { readonly start: number; readonly end: number };
type Call = Extent & {
  readonly arguments: readonly { readonly value: Extent & { readonly kind: string } }[];
};

/** What stands around the module of a rule. */
export interface ModulePlace {
  readonly source: LogSource;
  readonly surroundings?: PythonSurroundings | undefined;
}

/**
 * A rule that asks a set of strings whether it has seen a key, and puts it there until a time: it alerts on keys that are not there.
 * Undefined for a module that asks none. https://docs.panther.com/detections/rules/python/caching
 */
export function readCache(module: SourceFile, place: ModulePlace): Result<NewTerms> | undefined {
  const { text } = module;
  if (!/^from panther_detection_helpers\.caching import /m.test(text)) return undefined;
  const body = parsePython(EmbeddedText.whole(module)).value;
  const [asked, ...others] = callsOf(body, 'get_string_set');
  const [put, ...more] = callsOf(body, 'put_string_set');
  if (asked === undefined || put === undefined || others.length > 0 || more.length > 0) return unread(module);
  const key = argumentText(text, asked, 0);
  const history = /^event\.event_time_epoch\(\) \+ (\d+)$/.exec(argumentText(text, put, 2) ?? '')?.[1];
  if (key === undefined || key !== argumentText(text, put, 0) || history === undefined) return unread(module);
  return newTerms(new SourceFile(module.path, cut(text, put, 'None')), key, Number(history), place);
}

function newTerms(module: SourceFile, key: string, history: number, place: ModulePlace): Result<NewTerms> {
  const named = /^\w+$/.test(key) ? assigned(module.text, key) : key;
  if (named === undefined) return unread(module);
  const cacheKey = `def cache_key(event):\n    return ${named}`;
  const answering = (seen: string) =>
    withMore(module, `def get_string_set(_key):\n    return ${seen}\n\n\n${cacheKey}`);
  const [asNew, asSeen] = [answering('[]'), answering('["x"]')];
  const [unseen, made, seen] = [
    ruleOf(asNew, place),
    textOf(asNew, 'cache_key', place),
    ruleOf(asSeen, place),
  ];
  if (unseen === undefined || seen === undefined || made === undefined) return unread(module);
  const again = fold(seen);
  if (again.kind !== 'always' || again.value) return unread(module);
  const origin = [spanOfRule(module)];
  const from = { kind: 'events', source: place.source, where: unseen, origin } as const;
  return success({ kind: 'newTerms', from, fields: [made], history, origin });
}

/** What stands before the key tells rules apart, and not the keys of one. */
export function withoutPrefix(key: Expression): Expression {
  if (key.kind !== 'call' || key.function !== 'concat') return key;
  const [first, second, ...others] = key.arguments;
  if (first?.kind !== 'literal' || second === undefined) return key;
  return others.length === 0 ? second : { ...key, arguments: [second, ...others] };
}

function withMore(module: SourceFile, more: string): SourceFile {
  return new SourceFile(module.path, `${module.text}\n\n${more}\n`);
}

function ruleOf(module: SourceFile, { source, surroundings }: ModulePlace): Predicate | undefined {
  const search = lowerPython(EmbeddedText.whole(module), source, surroundings).value?.search;
  return search?.kind === 'events' ? search.where : undefined;
}

function textOf(module: SourceFile, name: string, { surroundings }: ModulePlace): Expression | undefined {
  return lowerPythonText(EmbeddedText.whole(module), name, surroundings);
}

function spanOfRule(module: SourceFile) {
  return EmbeddedText.whole(module).span(0, module.text.length);
}

function unread(module: SourceFile): Result<NewTerms> {
  return failure(diagnose('python/unsupported', { what: 'this use of the cache' }, spanOfRule(module)));
}

/** What a name is set to in the rule. */
function assigned(module: string, name: string): string | undefined {
  return new RegExp(`^    ${name} = (.+)$`, 'm').exec(module)?.[1];
}

function cut(text: string, { start, end }: Extent, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function argumentText(module: string, call: Call, place: number): string | undefined {
  const value = call.arguments[place]?.value;
  return value === undefined ? undefined : module.slice(value.start, value.end);
}

/** Calls of a function by its name, wherever they stand. */
function callsOf(node: unknown, name: string): readonly Call[] {
  if (Array.isArray(node)) return node.flatMap(each => callsOf(each, name));
  if (typeof node !== 'object' || node === null) return [];
  const { kind, called } = node as { kind?: unknown; called?: { kind?: unknown; name?: unknown } };
  const own = kind === 'call' && called?.kind === 'name' && called.name === name ? [node as Call] : [];
  return [...own, ...Object.values(node).flatMap(each => callsOf(each, name))];
}
