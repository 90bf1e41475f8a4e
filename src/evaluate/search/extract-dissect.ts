import type { Item } from '../values.ts';
import type { Extractor } from './extract-stage.ts';

interface DissectKey {
  /** Empty, or after a `?`: what is skipped. */
  readonly name: string | undefined;
  readonly appends: boolean;
  /** Of several parts that are joined. */
  readonly place: number;
  /** Takes repetitions of the text that follows it. */
  readonly pads: boolean;
  /** What stands behind it up to the next key. */
  readonly until: string;
}

/**
 * The parts of a text between fixed ones: `%{a} - %{b}`, with `%{}` or `%{?a}` skipped, `%{+a}` and `%{+a/2}` joined by
 * the separator, `%{a->}` with padding behind. Undefined when it is no such pattern.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-process-data-with-dissect-grok#esql-process-data-with-dissect
 */
export function compileDissect(pattern: string, separator = ''): Extractor | undefined {
  const first = pattern.indexOf('%{');
  const keys = [...pattern.matchAll(/%\{([^}]*)\}((?:(?!%\{)[\s\S])*)/g)].map(([, key = '', until = '']) =>
    keyOf(key, until),
  );
  if (first === -1 || keys.length === 0) return undefined;
  const start = pattern.slice(0, first);
  return subject => (subject.startsWith(start) ? dissect(subject, start.length, keys, separator) : undefined);
}

function keyOf(key: string, until: string): DissectKey {
  const pads = key.endsWith('->');
  const bare = pads ? key.slice(0, -2) : key;
  const [, sign, name = '', place] = /^([+?]?)(.*?)(?:\/(\d{1,4}))?$/.exec(bare) ?? [];
  const isSkipped = sign === '?' || name === '';
  return {
    name: isSkipped ? undefined : name,
    appends: sign === '+',
    place: Number(place ?? 0),
    pads,
    until,
  };
}

function dissect(
  subject: string,
  from: number,
  keys: readonly DissectKey[],
  separator: string,
): ReadonlyMap<string, readonly Item[]> | undefined {
  const parts = new Map<string, { readonly place: number; readonly text: string }[]>();
  let position = from;
  for (const { name, until, pads, place } of keys) {
    const end = until === '' ? subject.length : subject.indexOf(until, position);
    if (end === -1) return undefined;
    const text = subject.slice(position, end);
    position = end + until.length;
    while (pads && until !== '' && subject.startsWith(until, position)) position += until.length;
    if (name !== undefined) parts.set(name, [...(parts.get(name) ?? []), { place, text }]);
  }
  return new Map([...parts].map(([name, texts]) => [name, [joined(texts, separator)]]));
}

function joined(
  parts: readonly { readonly place: number; readonly text: string }[],
  separator: string,
): string {
  const ordered = [...parts].sort((left, right) => left.place - right.place);
  return ordered.map(part => part.text).join(separator);
}
