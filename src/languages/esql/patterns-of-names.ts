import { anyRun, type Pattern, type PatternPart, pattern, text } from '../../ir/index.ts';

/** A name of keep or drop: `*` outside of backticks is any run of characters. */
export function namePattern(image: string): Pattern {
  const parts: PatternPart[] = [];
  for (const [piece] of image.matchAll(/`(?:[^`]|``)*`|\*|[^`*]+/g)) {
    if (piece === '*') parts.push(anyRun);
    else parts.push(text(piece.startsWith('`') ? piece.slice(1, -1).replaceAll('``', '`') : piece));
  }
  return pattern(parts);
}

export function nameTest(name: Pattern): RegExp {
  const source = name.map(part =>
    part.kind === 'text' ? part.text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&') : '.*',
  );
  return new RegExp(`^${source.join('')}$`, 's');
}
