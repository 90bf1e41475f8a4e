import { type Core, coreAlternation, coreRepeat, coreSequence, someCore } from './core.ts';

/** Captures opened where nothing refers to them. */
export function withoutCaptures(core: Core): Core {
  return someCore(core, ({ kind }) => kind === 'backReference') ? core : open(core);
}

function open(core: Core): Core {
  switch (core.kind) {
    case 'capture':
      return open(core.body);
    case 'sequence':
      return coreSequence(core.items.map(open));
    case 'alternation':
      return coreAlternation(core.options.map(open));
    case 'repeat':
      return coreRepeat(open(core.body), core.minimum, core.maximum, core.mode);
    case 'look':
    case 'atomic':
      return { ...core, body: open(core.body) };
    default:
      return core;
  }
}
