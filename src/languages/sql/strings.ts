const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '0': '\0',
};

/** https://docs.snowflake.com/en/sql-reference/data-types-text#escape-sequences-in-single-quoted-string-constants */
export function decoded(image: string): string {
  return String(image)
    .slice(1, -1)
    .replaceAll(/''|\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (whole, unicode, hex, other) => {
      if (whole === "''") return "'";
      const code: string | undefined = unicode ?? hex;
      return code === undefined ? (escapes[other] ?? other) : String.fromCharCode(Number.parseInt(code, 16));
    });
}

/** Units of Panther's macros that are shorter words: https://docs.panther.com/search/data-explorer#macros */
const shortUnits: Readonly<Record<string, string>> = {
  ...{ s: 'second', sec: 'second', m: 'minute', min: 'minute', h: 'hour', hr: 'hour' },
  ...{ d: 'day', w: 'week', wk: 'week' },
};

const lengths: Readonly<Record<string, number>> = {
  millisecond: 0.001,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** `10 minutes` in a literal, as intervals and Panther's macros have it; NaN for another. */
export function secondsOf(image: string): number {
  const [, count, word = ''] = /^(\d+)\s*([a-z]*)$/i.exec(decoded(image).trim()) ?? [];
  return Number(count) * (secondsOfUnit(word === '' ? 'second' : word) ?? Number.NaN);
}

/** Undefined for another word. */
export function secondsOfUnit(word: string): number | undefined {
  const unit = word.toLowerCase().replace(/(?<=..)s$/, '');
  return lengths[shortUnits[unit] ?? unit];
}
