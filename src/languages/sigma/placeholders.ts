import { type Pattern, type PatternPart, pattern, text } from '../../ir/index.ts';

/** A text cut at its placeholders. */
export type PlaceholderPiece = { readonly text: string } | { readonly placeholder: string };

/**
 * `%name%` is a placeholder, `\%` a percent sign, and a percent sign without another one is itself
 * (https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#placeholders). Public rules have names with `-`.
 */
export function placeholderPieces(written: string): readonly PlaceholderPiece[] {
  const pieces: PlaceholderPiece[] = [];
  let plain = '';
  for (const [piece] of written.matchAll(/\\%|%[\p{L}\p{N}_.-]+%|[^\\%]+|[\\%]/gu)) {
    if (piece === '\\%') plain += '%';
    else if (piece.length > 2 && piece.startsWith('%')) {
      pieces.push({ text: plain }, { placeholder: piece.slice(1, -1) });
      plain = '';
    } else plain += piece;
  }
  return [...pieces, { text: plain }];
}

/** Every way to fill the placeholders of a pattern. `valuesOf` gives nothing for a placeholder without values. */
export function expandPattern(
  original: Pattern,
  valuesOf: (placeholder: string) => readonly Pattern[] | undefined,
  limit: number,
): readonly Pattern[] | 'too many' | undefined {
  let variants: readonly PatternPart[][] = [[]];
  for (const part of original) {
    const pieces = part.kind === 'text' ? placeholderPieces(part.text) : [part];
    for (const piece of pieces) {
      const choices = choicesOf(piece, valuesOf);
      if (choices === undefined) return undefined;
      if (variants.length * choices.length > limit) return 'too many';
      variants = variants.flatMap(variant => choices.map(choice => [...variant, ...choice]));
    }
  }
  return variants.map(pattern);
}

function choicesOf(
  piece: PlaceholderPiece | PatternPart,
  valuesOf: (placeholder: string) => readonly Pattern[] | undefined,
): readonly Pattern[] | undefined {
  if ('placeholder' in piece) return valuesOf(piece.placeholder);
  return 'kind' in piece ? [[piece]] : [[text(piece.text)]];
}

export function hasPlaceholder(original: Pattern): boolean {
  return original.some(
    part => part.kind === 'text' && placeholderPieces(part.text).some(piece => 'placeholder' in piece),
  );
}
