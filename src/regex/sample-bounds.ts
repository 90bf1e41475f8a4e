import { intersect, singleton } from './character-set.ts';
import { type Core, type CoreRepeat, coreChildren } from './core.ts';
import { coreOf } from './core-of.ts';
import { compileRegex } from './match.ts';
import { sampleCore } from './sample.ts';
import type { Regex } from './tree.ts';

const mostRepeats = 8;
const longestRepeat = 500;

/**
 * Texts in which a counted repeat (`.{2,64}`) comes as often as it may, once more, and once less than it must: what a
 * bound that is one off takes for the other. Parted by whether the regex matches them.
 */
export function sampleBounds(regex: Regex): {
  readonly inside: readonly string[];
  readonly outside: readonly string[];
} {
  const core = coreOf(regex);
  const matches = compileRegex(regex);
  const others = signsIn(core);
  const texts = new Set<string>();
  for (const repeat of countedRepeats(core).slice(0, mostRepeats))
    for (const times of timesAround(repeat))
      for (const text of sampleCore(
        withTimes(core, repeat, { ...apart(repeat, others), minimum: times, maximum: times }),
        1,
      ))
        texts.add(text);
  const all = [...texts];
  return { inside: all.filter(matches), outside: all.filter(text => !matches(text)) };
}

function countedRepeats(core: Core): readonly CoreRepeat[] {
  const below = coreChildren(core).flatMap(countedRepeats);
  return core.kind === 'repeat' && isCounted(core) ? [core, ...below] : below;
}

/** `?`, `*` and `+` count nothing. */
function isCounted({ minimum, maximum }: CoreRepeat): boolean {
  return minimum > 1 || (maximum > 1 && maximum < Number.POSITIVE_INFINITY);
}

function timesAround({ minimum, maximum }: CoreRepeat): readonly number[] {
  const above = maximum < Number.POSITIVE_INFINITY ? [maximum, maximum + 1] : [];
  return [...above, minimum, minimum - 1].filter(times => times >= 0 && times <= longestRepeat);
}

/** Characters that stand in the regex by themselves. */
function signsIn(core: Core): ReadonlySet<number> {
  const own = core.kind === 'set' && core.set.length <= 2 ? core.set : [];
  return new Set([
    ...own.flatMap(({ from, to }) => [from, to]),
    ...coreChildren(core).flatMap(each => [...signsIn(each)]),
  ]);
}

/** A repeat of characters that the rest of the regex has not, where it may: no shorter run then stands between the others. */
function apart(repeat: CoreRepeat, others: ReadonlySet<number>): CoreRepeat {
  const { body } = repeat;
  if (body.kind !== 'set') return repeat;
  const free = [...'qzjQZJ7_ ~'].find(each => {
    const code = each.codePointAt(0) ?? 0;
    return !others.has(code) && intersect(body.set, singleton(code)).length > 0;
  });
  return free === undefined
    ? repeat
    : { ...repeat, body: { ...body, set: singleton(free.codePointAt(0) ?? 0) } };
}

/** The core with another repeat in the place of one, on the way of the alternations that leads to it. */
function withTimes(core: Core, repeat: CoreRepeat, other: CoreRepeat): Core {
  if (core === repeat) return other;
  switch (core.kind) {
    case 'sequence': {
      const items = core.items.map(item => withTimes(item, repeat, other));
      return items.some((item, place) => item !== core.items[place]) ? { ...core, items } : core;
    }
    case 'alternation': {
      const options = core.options.map(option => withTimes(option, repeat, other));
      return options.find((option, place) => option !== core.options[place]) ?? core;
    }
    case 'repeat':
    case 'capture':
    case 'atomic': {
      const body = withTimes(core.body, repeat, other);
      if (body === core.body) return core;
      return core.kind === 'repeat'
        ? { ...core, body, minimum: Math.max(core.minimum, 1) }
        : { ...core, body };
    }
    default:
      return core;
  }
}
