import { fieldReader, isRecord } from '../../../src/evaluate/field-path.ts';

/** Whether an event of a series has no value for one of these fields. */
export function lacksKey({ events }: { readonly events?: unknown }, keys: readonly string[]): boolean {
  const all: readonly unknown[] = Array.isArray(events) ? events : [];
  const data = all.flatMap(each => (isRecord(each) && isRecord(each['data']) ? [each['data']] : []));
  return data.some(event => keys.some(key => (fieldReader(key)(event) ?? null) === null));
}

/** Whether a field that the query asks for has a text with such characters, or the query itself has; keywords ask for every field. */
export function meets(query: string, event: object, characters: RegExp): boolean {
  if (characters.test(query)) return true;
  const names = [...namesOf(event, characters)];
  return names.some(name => query.includes(name)) || (names.length > 0 && /^ {4}keywords:/m.test(query));
}

/** The last parts of the names of fields, at any depth, whose values have such characters. */
function* namesOf(holder: object, characters: RegExp): Generator<string> {
  for (const [name, value] of Object.entries(holder))
    if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value) && value.some(each => typeof each === 'string' && characters.test(each)))
        yield name.split('.').at(-1) ?? name;
      yield* namesOf(value, characters);
    } else if (characters.test(String(value))) yield name.split('.').at(-1) ?? name;
}

/** Fields that a sequence is joined by, but for those that may be absent. */
export function requiredKeys(query: string): readonly string[] {
  return [...query.matchAll(/\bby ((?:\??[\w.@`]+(?:, )?)+)/g)].flatMap(([, list = '']) =>
    list.split(', ').filter(key => key !== '' && !key.startsWith('?')),
  );
}

/** Fields that correlations group by. */
export function groupKeys(query: string): readonly string[] {
  return [...query.matchAll(/^ {4}group-by:\n((?: {8}- .*\n)+)/gm)].flatMap(([, list = '']) =>
    [...list.matchAll(/- (.*)/g)].map(([, key = '']) => key.replaceAll(/^['"]|['"]$/g, '')),
  );
}
