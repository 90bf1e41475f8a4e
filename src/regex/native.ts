import { isRegular } from './automaton.ts';
import type { CharacterSet } from './character-set.ts';
import type { Core, CoreAnchor, CoreRepeat } from './core.ts';
import { lengths } from './length.ts';
import type { Regex } from './tree.ts';

/** A regex that the JavaScript engine may run, on texts without surrogates and short enough. */
export interface Native {
  readonly regex: RegExp;
  /** The longest text on which its backtracking stays within bounds, in UTF-16 units. */
  readonly lengthLimit: number;
  /** Which groups its own are, in their order; none unless they are asked for. */
  readonly groups: readonly number[];
}

/** Steps of backtracking in the worst case. */
const costLimit = 500_000;

/**
 * undefined when there is no such regex: what the engine lacks, or quantifiers within quantifiers that could take
 * exponential time.
 */
export function nativeOf(
  core: Core,
  anchoring: Regex['anchoring'],
  { withGroups = false } = {},
): Native | undefined {
  const { factor, degree } = choices(core);
  const loops = degree + (anchoring === 'search' ? 1 : 0);
  if (!Number.isFinite(factor) || !printable(core)) return undefined;
  const lengthLimit = loops === 0 ? Number.POSITIVE_INFINITY : (costLimit / factor) ** (1 / loops);
  if (lengthLimit < 16) return undefined;
  const groups: number[] = [];
  const source = print(core, withGroups ? groups : undefined);
  const start = anchoring === 'search' ? '' : '^';
  const end = anchoring === 'whole' ? '$' : '';
  const regex = new RegExp(start || end ? `${start}(?:${source})${end}` : source);
  return { regex, lengthLimit, groups };
}

/** Of how many ways to match from one place there can be at most: `factor` times the text's length to the `degree`. */
interface Choices {
  readonly factor: number;
  readonly degree: number;
}

const oneWay: Choices = { factor: 1, degree: 0 };

function choices(core: Core): Choices {
  switch (core.kind) {
    case 'sequence':
      return core.items.map(choices).reduce(product, oneWay);
    case 'alternation': {
      const options = core.options.map(choices);
      return {
        factor: options.reduce((sum, { factor }) => sum + factor, 0),
        degree: Math.max(...options.map(({ degree }) => degree)),
      };
    }
    case 'repeat':
      return repeatChoices(core);
    case 'capture':
    case 'look':
      return choices(core.body);
    default:
      return oneWay;
  }
}

function repeatChoices({ body, minimum, maximum }: CoreRepeat): Choices {
  const inner = choices(body);
  const single = inner.factor === 1 && inner.degree === 0;
  if (maximum === Number.POSITIVE_INFINITY)
    return single && lengths(body).minimum > 0
      ? { factor: Math.max(1, minimum / 16), degree: 1 }
      : { factor: Number.POSITIVE_INFINITY, degree: 0 };
  const counts = maximum - minimum + 1;
  if (single) return { factor: counts * Math.max(1, minimum / 16), degree: 0 };
  return { factor: counts * inner.factor ** maximum, degree: inner.degree * maximum };
}

function product(a: Choices, b: Choices): Choices {
  return { factor: a.factor * b.factor, degree: a.degree + b.degree };
}

function printable(core: Core): boolean {
  switch (core.kind) {
    case 'look':
      return printable(core.body);
    case 'sequence':
      return core.items.every(printable);
    case 'alternation':
      return core.options.every(printable);
    case 'repeat':
      return core.mode !== 'possessive' && printable(core.body);
    case 'capture':
      return printable(core.body);
    case 'anchor':
      return !/unicode/i.test(core.at);
    default:
      return (
        core.kind === 'nothing' ||
        (isRegular(core) &&
          core.kind !== 'complement' &&
          core.kind !== 'intersection' &&
          core.kind !== 'interval')
      );
  }
}

/** `groups`: where the indices of those that are printed as such are put. */
function print(core: Core, groups?: number[]): string {
  const inner = (each: Core): string => print(each, groups);
  switch (core.kind) {
    case 'set':
      return printSet(core.set);
    case 'sequence':
      return core.items.map(inner).join('');
    case 'alternation':
      return `(?:${core.options.map(inner).join('|')})`;
    case 'repeat':
      return printRepeat(core, groups);
    case 'capture':
      groups?.push(core.index);
      return `(${groups === undefined ? '?:' : ''}${inner(core.body)})`;
    case 'anchor':
      return anchors[core.at];
    case 'look':
      return `(?${core.direction === 'behind' ? '<' : ''}${core.negated ? '!' : '='}${inner(core.body)})`;
    case 'empty':
      return '';
    default:
      return '[]';
  }
}

const anchors: Readonly<Record<CoreAnchor, string>> = {
  textStart: '^',
  textEnd: '$',
  textEndOrNewline: '(?=\\n?$)',
  lineStart: '(?:^|(?<=\\n)(?!$))',
  lineEnd: '(?=\\n|$)',
  afterNewline: '(?<![^\\n])',
  wordBoundary: '\\b',
  notWordBoundary: '\\B',
  unicodeWordBoundary: '[]',
  notUnicodeWordBoundary: '[]',
};

function printRepeat({ body, minimum, maximum, mode }: CoreRepeat, groups?: number[]): string {
  const atom = body.kind === 'set' ? print(body) : `(?:${print(body, groups)})`;
  const most = maximum === Number.POSITIVE_INFINITY ? '' : maximum;
  return `${atom}{${minimum},${most}}${mode === 'lazy' ? '?' : ''}`;
}

/** Texts without surrogates are texts of code units, so that what lies above them can be left out. */
function printSet(set: CharacterSet): string {
  const units = set.filter(({ from }) => from <= 0xffff);
  const [first] = units;
  if (units.length === 1 && first && first.from === first.to) return unit(first.from);
  const ranges = units.map(({ from, to }) =>
    from === to ? unit(from) : `${unit(from)}-${unit(Math.min(to, 0xffff))}`,
  );
  return `[${ranges.join('')}]`;
}

function unit(code: number): string {
  const character = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(character) ? character : `\\u${code.toString(16).padStart(4, '0')}`;
}
