import type { Core } from './core.ts';

export interface Lengths {
  readonly minimum: number;
  readonly maximum: number;
}

const zero: Lengths = { minimum: 0, maximum: 0 };

/** How few and how many characters a regex takes. */
export function lengths(core: Core): Lengths {
  switch (core.kind) {
    case 'set':
      return { minimum: 1, maximum: 1 };
    case 'sequence':
      return core.items.map(lengths).reduce(sum, zero);
    case 'alternation':
      return core.options.map(lengths).reduce(widest);
    case 'repeat': {
      const body = lengths(core.body);
      const maximum = body.maximum === 0 ? 0 : body.maximum * core.maximum;
      return { minimum: body.minimum * core.minimum, maximum };
    }
    case 'capture':
    case 'atomic':
    case 'interval':
      return lengths(core.body);
    case 'backReference':
    case 'complement':
      return { minimum: 0, maximum: Number.POSITIVE_INFINITY };
    case 'intersection':
      return core.bodies.map(lengths).reduce((a, b) => ({
        minimum: Math.max(a.minimum, b.minimum),
        maximum: Math.min(a.maximum, b.maximum),
      }));
    default:
      return zero;
  }
}

function sum(a: Lengths, b: Lengths): Lengths {
  return { minimum: a.minimum + b.minimum, maximum: a.maximum + b.maximum };
}

function widest(a: Lengths, b: Lengths): Lengths {
  return { minimum: Math.min(a.minimum, b.minimum), maximum: Math.max(a.maximum, b.maximum) };
}
