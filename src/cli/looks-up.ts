/** Whether a search looks a table up: `| lookup local=true own_list ip AS src`, `| inputlookup append=t own_list.csv` */
export function looksUp(text: string, table: string): boolean {
  const found = text.matchAll(/\b(?:input)?lookup\s+(?:\w+\s*=\s*\S+\s+)*"?([\w.-]+)/g);
  return [...found].some(([, name = '']) => name.replace(/\.csv$/, '') === table);
}
