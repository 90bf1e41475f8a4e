import { diagnose } from '../../diagnostics/index.ts';
import { keyword, type Pattern, type Predicate } from '../../ir/index.ts';
import { parseRegex, type Regex } from '../../regex/index.ts';
import type { DataScalar } from '../../source/index.ts';
import type { Finding } from './finding.ts';
import type { Item } from './item.ts';
import { type Lowering, spanOver, spanWithin } from './lowering.ts';
import { placeholderPieces } from './placeholders.ts';
import { placeholderValues } from './texts.ts';

const variantLimit = 1000;

/**
 * `re`: PCRE, with case kept unless `i`. The specification does not say whether the regex has to fit the whole value; it is
 * searched, as pySigma's back ends and the draft of version 2.2 do.
 */
export function readRegex(scalar: DataScalar, item: Item, lowering: Lowering): Finding[] | undefined {
  const { key } = item;
  warnBeyondSpecification(scalar, lowering);
  const texts = key.transforms.includes('expand') ? expanded(scalar, lowering) : [scalar.written];
  if (texts === undefined) return undefined;
  const findings: Finding[] = [];
  for (const text of texts) {
    const result = parseRegex(text, 'pcre', 'search', key.flags);
    if (result.problem !== undefined) {
      const at = Math.min(result.offset, scalar.written.length);
      const span = spanWithin(scalar, at, Math.min(at + 1, scalar.written.length));
      lowering.report(diagnose('lower/sigma-regex', { problem: result.problem }, span));
      return undefined;
    }
    findings.push({ kind: 'predicate', predicate: leafOf(result.regex, item, scalar) });
  }
  return findings;
}

function leafOf(regex: Regex, { key, subject }: Item, scalar: DataScalar): Predicate {
  const origin = [spanOver(key.span, scalar.span)];
  return subject === undefined
    ? { ...keyword([], regex.flags.ignoreCase ? 'ignored' : 'exact', origin), regex }
    : { kind: 'matches', subject, regex, quantifier: 'any', origin };
}

/** The first construct that the specification does not name: a letter or digit after a backslash, or `(?`. */
function warnBeyondSpecification(scalar: DataScalar, lowering: Lowering): void {
  const before = /^(?:[^\\(]|\\[^A-Za-z0-9]|\((?!\?))*/.exec(scalar.written)?.[0].length ?? 0;
  if (before >= scalar.written.length - 1) return;
  const written = scalar.written.slice(before, before + (scalar.written[before] === '(' ? 3 : 2));
  lowering.report(
    diagnose(
      'lower/regex-beyond-specification',
      { written },
      spanWithin(scalar, before, before + written.length),
    ),
  );
}

/** The texts of a regex with its placeholders filled; what is filled in stands for itself, its wildcards for any characters. */
function expanded(scalar: DataScalar, lowering: Lowering): readonly string[] | undefined {
  let texts: readonly string[] = [''];
  const pieces = placeholderPieces(scalar.written);
  if (pieces.length === 1) lowering.report(diagnose('lower/expand-without-placeholder', {}, scalar.span));
  for (const piece of pieces) {
    const choices =
      'placeholder' in piece
        ? placeholderValues(piece.placeholder, scalar, lowering)?.map(regexText)
        : [piece.text];
    if (choices === undefined) return undefined;
    if (texts.length * choices.length > variantLimit) {
      lowering.report(diagnose('lower/too-many-variants', { limit: variantLimit }, scalar.span));
      return undefined;
    }
    texts = texts.flatMap(text => choices.map(choice => text + choice));
  }
  return texts;
}

function regexText(pattern: Pattern): string {
  return pattern
    .map(part => {
      if (part.kind === 'text') return part.text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
      return part.kind === 'anyRun' ? '[\\s\\S]*' : '[\\s\\S]';
    })
    .join('');
}
