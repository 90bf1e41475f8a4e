import type { Correlate } from './search.ts';

/** Whether the alerts of a correlation have a value under the name of an alias, by which its events are grouped. */
export function isKeyAlias(name: string, { by, aliases }: Pick<Correlate, 'by' | 'aliases'>): boolean {
  return Object.hasOwn(aliases, name) && by.some(key => key.kind === 'field' && key.name === name);
}
