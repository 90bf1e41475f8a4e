/** A CSV file: the names of its columns, and its rows, cell by cell. https://www.rfc-editor.org/rfc/rfc4180 */
export interface CsvRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** Reads a CSV file whose first line has the names of its columns; empty lines are no rows. */
export function csvRows(text: string): CsvRows {
  const lines: string[][] = [];
  let line: string[] = [];
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    const [, quoted, plain = '', end] = found;
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    lines.push(line);
    line = [];
    if (end === '') break;
  }
  const [columns = [], ...rows] = lines.filter(each => each.some(value => value !== ''));
  return { columns, rows };
}

/** What stands in a row under the names of columns; empty cells are none. */
export function recordOf(
  { columns }: Pick<CsvRows, 'columns'>,
  row: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    columns.flatMap((name, at) => {
      const value = row[at] ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}
