/** Methods of texts that are written in the module, with the text that they are given (https://docs.python.org/3/library/stdtypes.html#string-methods). */
export const constantMethods: Readonly<
  Record<string, (text: string, characters: string | undefined) => string>
> = {
  strip: (text, characters) => withoutEnds(text, characters, true, true),
  lstrip: (text, characters) => withoutEnds(text, characters, true, false),
  rstrip: (text, characters) => withoutEnds(text, characters, false, true),
  removeprefix: (text, prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text),
  removesuffix: (text, suffix = '') =>
    text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text,
  title: text =>
    text.replaceAll(/\p{L}+/gu, word => `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`),
};

function withoutEnds(text: string, characters: string | undefined, left: boolean, right: boolean): string {
  const isStripped = (character: string) =>
    characters === undefined ? character.trim() === '' : characters.includes(character);
  const all = [...text];
  let [from, to] = [0, all.length];
  while (left && from < to && isStripped(all[from] ?? '')) from += 1;
  while (right && to > from && isStripped(all[to - 1] ?? '')) to -= 1;
  return all.slice(from, to).join('');
}
