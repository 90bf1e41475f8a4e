import { caseVariants } from './case-folding.ts';
import { type CharacterSet, includes, onlyCharacter } from './character-set.ts';
import type { Core } from './core.ts';
import type { WildcardPart } from './pattern-parts.ts';

/** A wildcard pattern that every text of a regex fits: its plain characters in their order, and runs between them. */
export interface Outline {
  readonly parts: readonly WildcardPart[];
  readonly ignoreCase: boolean;
}

const anyRun: WildcardPart = { kind: 'anyRun' };

export function outlineOf(core: Core): Outline {
  const drawing: Drawing = { parts: [], ignoreCase: false };
  draw(core, drawing);
  return drawing;
}

interface Drawing {
  parts: WildcardPart[];
  ignoreCase: boolean;
}

function draw(core: Core, drawing: Drawing): void {
  switch (core.kind) {
    case 'empty':
    case 'anchor':
    case 'look':
      return;
    case 'set':
      drawSet(core.set, drawing);
      return;
    case 'sequence':
      for (const item of core.items) draw(item, drawing);
      return;
    case 'capture':
    case 'atomic':
      draw(core.body, drawing);
      return;
    default:
      add(drawing, anyRun);
  }
}

function drawSet(set: CharacterSet, drawing: Drawing): void {
  const only = onlyCharacter(set);
  const first = only ?? set[0]?.from ?? 0;
  const isPlain = first <= 0x7f && (only !== undefined || isLetterInBothCases(set, first));
  if (isPlain && only === undefined) drawing.ignoreCase = true;
  add(drawing, isPlain ? { kind: 'text', text: String.fromCodePoint(first) } : anyRun);
}

function isLetterInBothCases(set: CharacterSet, first: number): boolean {
  const variants = caseVariants(first);
  const count = set.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return variants.length === count && variants.every(code => includes(set, code));
}

function add({ parts }: Drawing, part: WildcardPart): void {
  const last = parts.at(-1);
  if (last?.kind === 'text' && part.kind === 'text')
    parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
  else if (last?.kind !== part.kind || part.kind === 'text') parts.push(part);
}
