import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import { fold } from '../../ir/index.ts';
import { parsePython } from '../../languages/python/index.ts';
import { moduleText, ruleOf, textOf } from './panther-files.ts';
import type { TimedSearch } from './runner.ts';

type Extent = { readonly start: number; readonly end: number };
type Call = Extent & {
  readonly arguments: readonly { readonly value: Extent & { readonly kind: string } }[];
};

/**
 * A rule that asks a set of strings whether it has seen a key, and puts it there until a time: it alerts on keys that are not there.
 * Undefined for a module that asks none. https://docs.panther.com/detections/rules/python/caching
 */
export function readCache(module: string): Result<TimedSearch> | undefined {
  if (!/^from panther_detection_helpers\.caching import /m.test(module)) return undefined;
  const body = parsePython(moduleText(module)).value;
  const [asked, ...others] = callsOf(body, 'get_string_set');
  const [put, ...more] = callsOf(body, 'put_string_set');
  if (asked === undefined || put === undefined || others.length > 0 || more.length > 0) return unread();
  const key = argumentText(module, asked, 0);
  const history = /^event\.event_time_epoch\(\) \+ (\d+)$/.exec(argumentText(module, put, 2) ?? '')?.[1];
  if (key === undefined || key !== argumentText(module, put, 0) || history === undefined) return unread();
  return newTerms(cut(module, put, 'None'), key, Number(history));
}

function newTerms(module: string, key: string, history: number): Result<TimedSearch> {
  const answering = (seen: string) => ruleOf(`${module}\n\ndef get_string_set(_key):\n    return ${seen}\n`);
  const [unseen, seen] = [answering('[]'), answering('["x"]')];
  const named = /^\w+$/.test(key) ? assigned(module, key) : key;
  const made =
    named === undefined
      ? undefined
      : textOf(`${module}\n\ndef cache_key(event):\n    return ${named}\n`, 'cache_key');
  if (unseen === undefined || seen === undefined || made === undefined || made === 'unread') return unread();
  const again = fold(seen);
  if (again.kind !== 'always' || again.value) return unread();
  const from = { kind: 'events', source: {}, where: unseen, origin: [] } as const;
  return success({ search: { kind: 'newTerms', from, fields: [made], history, origin: [] } });
}

function unread(): Result<TimedSearch> {
  return failure(diagnose('python/unsupported', { what: 'this use of the cache' }));
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
