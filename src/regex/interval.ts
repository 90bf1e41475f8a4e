import { type Core, coreAlternation, coreRepeat, coreSequence, coreSet } from './core.ts';

/**
 * The decimal numbers of a range, as Lucene's `<1-100>` takes them: when both ends are written with as many digits, just
 * that many, else any number of leading zeros.
 */
export function intervalCore(from: number, to: number, digits: number | undefined): Core {
  if (digits !== undefined)
    return padded(String(from).padStart(digits, '0'), String(to).padStart(digits, '0'));
  const width = String(to).length;
  const shorter = coreAlternation(Array.from({ length: width }, (_, index) => ofLength(from, to, index + 1)));
  return coreSequence([coreRepeat(digitSet(0, 0), 0, Number.POSITIVE_INFINITY), shorter]);
}

/** The numbers of the range that have so many digits without leading zeros; 0 has one. */
function ofLength(from: number, to: number, length: number): Core {
  const least = Math.max(from, length === 1 ? 0 : 10 ** (length - 1));
  const most = Math.min(to, 10 ** length - 1);
  return least > most ? coreAlternation([]) : padded(String(least), String(most));
}

/** Numbers between two of the same width, digit by digit. */
function padded(low: string, high: string): Core {
  if (low === '') return coreSequence([]);
  const first = Number(low[0]);
  const last = Number(high[0]);
  const rest = low.length - 1;
  if (rest === 0) return digitSet(first, last);
  if (first === last) return coreSequence([digitSet(first, last), padded(low.slice(1), high.slice(1))]);
  return coreAlternation([
    coreSequence([digitSet(first, first), padded(low.slice(1), '9'.repeat(rest))]),
    coreSequence([digitSet(first + 1, last - 1), coreRepeat(digitSet(0, 9), rest, rest)]),
    coreSequence([digitSet(last, last), padded('0'.repeat(rest), high.slice(1))]),
  ]);
}

function digitSet(from: number, to: number): Core {
  return from > to ? coreAlternation([]) : coreSet([{ from: 0x30 + from, to: 0x30 + to }]);
}
