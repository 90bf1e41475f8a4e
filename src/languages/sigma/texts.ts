import { diagnose } from '../../diagnostics/index.ts';
import {
  contains,
  endsWith,
  pattern as normalise,
  type Pattern,
  plainText,
  startsWith,
  text,
} from '../../ir/index.ts';
import type { DataScalar } from '../../source/index.ts';
import { windashVariants } from './dashes.ts';
import { type Bytes, base64, base64Offsets, utf8, utf16, utf16be, utf16le } from './encodings.ts';
import { type Lowering, spanWithin } from './lowering.ts';
import { type ModifierName, modifierKinds } from './modifiers.ts';
import { expandPattern, hasPlaceholder } from './placeholders.ts';
import { parseWildcards } from './wildcards.ts';

/** Five dashes of a flag in five ways; a list of some thousand names for a placeholder. */
const variantLimit = 3125;

/** A pattern on its way; `bytes`: its characters are bytes (of UTF-16), not yet text. */
interface Draft {
  readonly pattern: Pattern;
  readonly bytes: boolean;
}

/** The texts that a value stands for after its modifiers, from left to right: one of them has to be found. */
export function readTexts(
  scalar: DataScalar,
  transforms: readonly ModifierName[],
  lowering: Lowering,
): readonly Pattern[] | undefined {
  let drafts: readonly Draft[] = [{ pattern: parseWildcards(scalar.written), bytes: false }];
  for (const name of transforms) {
    const next: Draft[] = [];
    for (const draft of drafts) {
      const variants = apply(name, draft, scalar, lowering);
      if (variants === undefined) return undefined;
      next.push(...variants);
    }
    if (next.length > variantLimit) return tooMany(scalar, lowering);
    drafts = next;
  }
  return drafts.map(draft => draft.pattern);
}

function apply(
  name: ModifierName,
  draft: Draft,
  scalar: DataScalar,
  lowering: Lowering,
): readonly Draft[] | undefined {
  const { pattern, bytes } = draft;
  switch (name) {
    case 'contains':
      return [{ pattern: contains(pattern), bytes }];
    case 'startswith':
      return [{ pattern: startsWith(pattern), bytes }];
    case 'endswith':
      return [{ pattern: endsWith(pattern), bytes }];
    case 'windash':
      return asDrafts(windashVariants(pattern, variantLimit) ?? tooMany(scalar, lowering));
    case 'expand':
      return asDrafts(expand(pattern, scalar, lowering));
    default:
      return encode(name, draft, scalar, lowering);
  }
}

function asDrafts(patterns: readonly Pattern[] | undefined): readonly Draft[] | undefined {
  return patterns?.map(pattern => ({ pattern, bytes: false }));
}

function tooMany(scalar: DataScalar, lowering: Lowering): undefined {
  lowering.report(diagnose('lower/too-many-variants', { limit: variantLimit }, scalar.span));
}

function expand(pattern: Pattern, scalar: DataScalar, lowering: Lowering): readonly Pattern[] | undefined {
  if (!hasPlaceholder(pattern))
    lowering.report(diagnose('lower/expand-without-placeholder', {}, scalar.span));
  const expanded = expandPattern(pattern, name => placeholderValues(name, scalar, lowering), variantLimit);
  return expanded === 'too many' ? tooMany(scalar, lowering) : expanded;
}

/** Values may bear wildcards: `%Servers%` may be `srv*`. */
export function placeholderValues(
  name: string,
  scalar: DataScalar,
  lowering: Lowering,
): readonly Pattern[] | undefined {
  const values = lowering.placeholders.get(name);
  if (values !== undefined && values.length > 0) return values.map(parseWildcards);
  const at = scalar.written.indexOf(`%${name}%`);
  const span = at === -1 ? scalar.span : spanWithin(scalar, at, at + name.length + 2);
  lowering.report(diagnose('lower/placeholder-without-values', { name }, span));
  return undefined;
}

function encode(
  name: ModifierName,
  { pattern, bytes }: Draft,
  scalar: DataScalar,
  lowering: Lowering,
): readonly Draft[] | undefined {
  const plain = plainText(pattern);
  if (plain === undefined) {
    lowering.report(diagnose('lower/wildcard-in-encoding', { name }, scalar.span));
    return undefined;
  }
  const input = bytes ? plain : utf8(plain);
  if (name === 'base64') return [draftOf(base64(input), false)];
  if (name === 'base64offset') return offsets(input, scalar, lowering);
  const encoders: Partial<Record<ModifierName, (text: string) => Bytes>> = { utf16, utf16be };
  return [draftOf((encoders[name] ?? utf16le)(plain), true)];
}

function offsets(input: Bytes, scalar: DataScalar, lowering: Lowering): readonly Draft[] | undefined {
  if (input.length >= 2) return base64Offsets(input).map(each => draftOf(each, false));
  const found = 'less: at one of the offsets nothing of it could be recognised';
  lowering.report(
    diagnose(
      'lower/modifier-value',
      { name: 'base64offset', expected: 'two bytes or more', found },
      scalar.span,
    ),
  );
  return undefined;
}

function draftOf(encoded: string, bytes: boolean): Draft {
  return { pattern: normalise([text(encoded)]), bytes };
}

/** Whether a chain has a modifier that only texts can have (https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html#string-modifiers). */
export function needsText(transforms: readonly ModifierName[]): ModifierName | undefined {
  return transforms.find(name => modifierKinds[name] === 'encoding' || modifierKinds[name] === 'dash');
}
