/** More parts of one kind are no version, but a text. */
const mostParts = 32;
const main = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*$/;
const preRelease =
  /^-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*$/;
const build = /^\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*$/;

/**
 * A text whose order by letters is that of the versions: numbers by their size, a version before its release (1.0.0-rc.1) before the
 * release, and behind all versions what is none, as a text. The parts of a version before its release are ordered as the main ones
 * are, numbers before words; 1.2 comes before 1.2.0.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/version
 */
export function versionOrder(text: string): string {
  const { number, before, after } = partsOf(text);
  const isVersion =
    [number, before, after].every(part => part.split('.').length <= mostParts) &&
    main.test(number) &&
    (before === '' || preRelease.test(before)) &&
    (after === '' || build.test(after));
  if (!isVersion) return text === '' ? '\u0003' : text;
  const stage = before === '' ? '\u0003' : `\u0002-${before.slice(1).split('.').map(identifier).join('.')}`;
  return `${sized(number)}${stage}${after}`;
}

interface Parts {
  readonly number: string;
  readonly before: string;
  readonly after: string;
}

/** `1.2-rc.1+build`: a sign at the very start parts nothing. */
function partsOf(text: string): Parts {
  const plus = text.indexOf('+');
  const after = plus > 0 ? text.slice(plus) : '';
  const rest = text.slice(0, text.length - after.length);
  const hyphen = rest.indexOf('-');
  const before = hyphen > 0 ? rest.slice(hyphen) : '';
  return { number: rest.slice(0, rest.length - before.length), before, after };
}

function identifier(part: string): string {
  return /^\d+$/.test(part) ? sized(part) : part;
}

/** A longer number is a greater one, so that its length stands before it. */
function sized(text: string): string {
  return text.replaceAll(/\d+/g, digits => `\u0001${String.fromCharCode(digits.length | 0x80)}${digits}`);
}
