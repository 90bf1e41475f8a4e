import { setKey } from './character-set.ts';
import type { Core } from './core.ts';

/** Cores never change, and are made of the same characters over and over. */
const known = new WeakMap<Core, string>();

/** Equal keys: the same core. */
export function coreKey(core: Core): string {
  const before = known.get(core);
  if (before !== undefined) return before;
  const key = keyOf(core);
  known.set(core, key);
  return key;
}

function keyOf(core: Core): string {
  switch (core.kind) {
    case 'empty':
      return '()';
    case 'nothing':
      return '#';
    case 'set':
      return `[${setKey(core.set)}]`;
    case 'sequence':
      return `(${core.items.map(coreKey).join('')})`;
    case 'alternation':
      return `(${core.options.map(coreKey).join('|')})`;
    case 'repeat':
      return `${coreKey(core.body)}{${core.minimum},${core.maximum},${core.mode}}`;
    case 'capture':
      return `<${core.index}:${coreKey(core.body)}>`;
    case 'atomic':
      return `<atomic:${coreKey(core.body)}>`;
    case 'anchor':
      return `<${core.at}>`;
    case 'look':
      return `<${core.direction},${core.negated}:${coreKey(core.body)}>`;
    case 'backReference':
      return `<to ${core.index},${core.ignoreCase}>`;
    case 'complement':
      return `<not:${coreKey(core.body)}>`;
    case 'intersection':
      return `<${core.bodies.map(coreKey).join('&')}>`;
    case 'interval':
      return `<${core.from}-${core.to},${core.digits}>`;
  }
}
