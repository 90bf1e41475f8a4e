import type { Casing, Pattern } from '../../src/ir/index.ts';

/** A pattern as a PCRE over the whole text, for what like() cannot say; `\z`, since `$` also stands before a last line break. */
export function patternRegex(pattern: Pattern, casing: Casing): string {
  const leads = pattern[0]?.kind === 'anyRun';
  const trails = pattern.length > 1 && pattern.at(-1)?.kind === 'anyRun';
  const middle = pattern.slice(leads ? 1 : 0, trails ? -1 : undefined);
  const body = middle.map(part => partRegex(part, casing)).join('');
  return `${regexFlags(middle, casing)}${leads ? '' : '^'}${body}${trails || (leads && middle.length === 0) ? '' : '\\z'}`;
}

/** A pattern as a PCRE that is found anywhere in a text. */
export function containedRegex(pattern: Pattern, casing: Casing): string {
  return `${regexFlags(pattern, casing)}${pattern.map(part => partRegex(part, casing)).join('')}`;
}

export function escapeRegex(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/#]/g, '\\$&').replaceAll('\\/', '/');
}

/** Ignoring case takes the three sigmas for one letter, which neither `(?i)` nor lower() does. */
export const hasSigma = (text: string) => /[Σσς]/.test(text);

function partRegex(part: Pattern[number], casing: Casing): string {
  if (part.kind === 'text') {
    const escaped = escapeRegex(part.text);
    return casing === 'ignored' ? escaped.replaceAll(/[Σσς]/g, '[Σσς]') : escaped;
  }
  return part.kind === 'anyRun' ? '.*' : '.';
}

function regexFlags(pattern: Pattern, casing: Casing): string {
  const dots = pattern.some(part => part.kind !== 'text');
  const letters = pattern.some(part => part.kind === 'text' && hasCase(part.text));
  const flags = `${casing === 'ignored' && letters ? 'i' : ''}${dots ? 's' : ''}`;
  return flags === '' ? '' : `(?${flags})`;
}

/** Whether the text has a letter of two cases. */
export function hasCase(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}
