/** Words of a date's format as the letters of java.time, and texts between them; undefined where a word has none. */
export function javaPattern(
  format: string,
  words: RegExp,
  letters: Readonly<Record<string, string>>,
): string | undefined {
  let [pattern, text] = ['', ''];
  let at = 0;
  for (const found of format.matchAll(words)) {
    const [word] = found;
    const run = letters[word];
    if (run === undefined) return undefined;
    text += format.slice(at, found.index);
    // A run of the same letters would be one.
    if (text === '' && pattern.at(-1) === run.charAt(0)) return undefined;
    pattern += quoted(text) + run;
    text = '';
    at = found.index + word.length;
  }
  return pattern + quoted(text + format.slice(at));
}

function quoted(text: string): string {
  return text.replaceAll(/[A-Za-z'][A-Za-z' ]*(?<! )/g, letters => `'${letters.replaceAll("'", "''")}'`);
}
