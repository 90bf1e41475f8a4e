import type { DataScalar } from '../../source/index.ts';

/** Texts that the transformation `regex` has made regexes of. */
const regexes = new WeakSet<DataScalar>();

/**
 * The text as one that a regex stands for from here on: it means what it meant, and transformations and conditions that come later leave
 * it alone, as pySigma's do, which ask for texts
 * (https://github.com/SigmaHQ/pySigma/blob/main/sigma/processing/transformations/values.py).
 */
export function asRegexed(scalar: DataScalar): DataScalar {
  const found = { ...scalar };
  regexes.add(found);
  return found;
}

export function isRegexed(scalar: DataScalar): boolean {
  return regexes.has(scalar);
}
