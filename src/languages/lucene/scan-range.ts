import type { Scanned } from './scan.ts';
import { RangeBound, RangeEnd, RangeQuoted, RangeTo } from './tokens.ts';

/** Between brackets a bound is all up to a blank or a closing bracket, or a quoted text where that is as long. */
export function scanRange(text: string, at: number): Scanned {
  if (text[at] === ']' || text[at] === '}') return { type: RangeEnd, end: at + 1 };
  let end = at + 1;
  while (end < text.length && !' ]}'.includes(text[end] ?? '')) end += 1;
  const quotedEnd = text[at] === '"' ? endOfQuoted(text, at) : -1;
  if (quotedEnd >= end) return { type: RangeQuoted, end: quotedEnd };
  return { type: text.slice(at, end) === 'TO' ? RangeTo : RangeBound, end };
}

/** The longest match, of at least one character within: a quote behind a backslash ends it only if no other does. */
function endOfQuoted(text: string, at: number): number {
  let last = -1;
  for (let quote = text.indexOf('"', at + 2); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    last = quote + 1;
    if (text[quote - 1] !== '\\') break;
  }
  return last;
}
