import { fieldReader, isRecord } from '../../../src/evaluate/field-path.ts';

/** Whether an event of a series has no value for one of these fields. */
export function lacksKey({ events }: { readonly events?: unknown }, keys: readonly string[]): boolean {
  const all: readonly unknown[] = Array.isArray(events) ? events : [];
  const data = all.flatMap(each => (isRecord(each) && isRecord(each['data']) ? [each['data']] : []));
  return data.some(event => keys.some(key => (fieldReader(key)(event) ?? null) === null));
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
