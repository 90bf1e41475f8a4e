import { digestOf } from '../digest.ts';

/** A name with what tells it from others that are alike, or where that is too long, with a digest of it. */
export function distinctName(name: string, tail: string, longest: number): string {
  const whole = `${name} ${tail}`;
  if (whole.length <= longest) return whole;
  const digest = digestOf(tail).slice(0, 8);
  return `${name
    .slice(0, longest - digest.length - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()} ${digest}`;
}
