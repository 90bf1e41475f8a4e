/** Longest line that takes a whole search. */
const width = 100;

/** Terms on one line while they fit, else each on a line of its own under the first. */
export function layTerms(first: string, terms: readonly string[], joint: string): string {
  const line = [first, ...terms].filter(each => each !== '').join(joint);
  if (line.length <= width && !line.includes('\n')) return line;
  return [first, ...terms.map(term => `    ${joint.trimStart()}${layList(term)}`)]
    .filter(each => each.trim() !== '')
    .join('\n');
}

/** A list of strings in brackets, alone after its field. */
const stringList = /^((?:NOT )?[^\s"()]+ IN \()((?:"(?:[^"\\]|\\[\s\S])*"(?:, )?)+)\)$/;

/** A long `field IN (…)` has one value a line. */
function layList(term: string): string {
  const list = term.length <= width ? null : stringList.exec(term);
  if (list === null) return term;
  const values = (list[2] ?? '').match(/"(?:[^"\\]|\\[\s\S])*"/g) ?? [];
  return `${list[1]}\n        ${values.join(',\n        ')}\n    )`;
}

/** The query on one physical line: no value holds a line break, so those that there are stand between terms. */
export function onOneLine(query: string): string {
  return query.replaceAll(/(?<=\()\n\s*|\n\s*(?=\))/g, '').replaceAll(/\n\s*/g, ' ');
}
