import { type Pattern, type PatternPart, patternForm } from '../ir/index.ts';

/** Whether a text as a whole fits; casing is the caller's, who folds both. Time is at most text times pattern. */
export function compilePattern(pattern: Pattern): (text: string) => boolean {
  const form = patternForm(pattern);
  switch (form.form) {
    case 'anything':
      return () => true;
    case 'equals':
      return text => text === form.text;
    case 'startsWith':
      return text => text.startsWith(form.text);
    case 'endsWith':
      return text => text.endsWith(form.text);
    case 'contains':
      return text => text.includes(form.text);
    case 'wildcard':
      return compileWildcard(pattern);
  }
}

/** What stands between two runs: texts and single characters. */
type Segment = readonly Exclude<PatternPart, { kind: 'anyRun' }>[];

function compileWildcard(pattern: Pattern): (text: string) => boolean {
  const segments = splitAtRuns(pattern);
  const first = segments[0] ?? [];
  if (segments.length === 1) return text => matchFrom(first, text, 0) === text.length;
  const last = segments[segments.length - 1] ?? [];
  const middle = segments.slice(1, -1);
  return text => {
    let position = matchFrom(first, text, 0);
    for (const segment of middle) {
      if (position < 0) return false;
      position = findFrom(segment, text, position);
    }
    return position >= 0 && matchBack(last, text) >= position;
  };
}

function splitAtRuns(pattern: Pattern): readonly Segment[] {
  const segments: Exclude<PatternPart, { kind: 'anyRun' }>[][] = [[]];
  for (const part of pattern)
    if (part.kind === 'anyRun') segments.push([]);
    else segments[segments.length - 1]?.push(part);
  return segments;
}

/** Where the segment that begins at `position` ends; -1 when it does not stand there. */
function matchFrom(segment: Segment, text: string, position: number): number {
  let at = position;
  for (const part of segment)
    if (part.kind === 'text') {
      if (!text.startsWith(part.text, at)) return -1;
      at += part.text.length;
    } else {
      if (at >= text.length) return -1;
      at += characterLength(text, at);
    }
  return at;
}

/** Where the first occurrence from `position` on ends. The leftmost is best: what follows has the most room. */
function findFrom(segment: Segment, text: string, position: number): number {
  const first = segment[0];
  for (let start = position; start <= text.length; start += characterLength(text, start)) {
    if (first?.kind === 'text') {
      start = text.indexOf(first.text, start);
      if (start < 0) return -1;
    }
    const end = matchFrom(segment, text, start);
    if (end >= 0) return end;
  }
  return -1;
}

/** Where the segment that ends with the text begins. */
function matchBack(segment: Segment, text: string): number {
  let at = text.length;
  for (let index = segment.length - 1; index >= 0; index--) {
    const part = segment[index];
    if (part?.kind === 'text') {
      if (!text.endsWith(part.text, at)) return -1;
      at -= part.text.length;
    } else {
      if (at <= 0) return -1;
      at -= at > 1 && isPair(text, at - 2) ? 2 : 1;
    }
  }
  return at;
}

/** In code units, of the code point at `index`; 1 at the end. */
function characterLength(text: string, index: number): number {
  return isPair(text, index) ? 2 : 1;
}

function isPair(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}
