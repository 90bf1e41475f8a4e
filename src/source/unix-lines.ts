/** A text whose lines end in LF: what CR LF stands for wherever lines count. */
export function unixLines(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
}
