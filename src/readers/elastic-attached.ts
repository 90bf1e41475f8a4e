import { type SourceFile, spanOf } from '../source/index.ts';
import { isTable, type Range } from './elastic-document.ts';
import { type ExceptionItem, type ExceptionItems, readExceptionItem } from './elastic-exceptions.ts';

type Table = Readonly<Record<string, unknown>>;

/** Lines of an export that rules of it name: they are imported with the rules. */
export interface AttachedLines {
  readonly items: ExceptionItems;
  /** Lists of exceptions and their items, by the id of the list. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Connectors of actions, by their ids. */
  readonly connectors: ReadonlyMap<string, string>;
}

export const noLines: AttachedLines = { items: new Map(), lists: new Map(), connectors: new Map() };

/** An object of an export that is no rule. */
export interface OtherLine extends Range {
  readonly data: Table;
}

/** https://www.elastic.co/docs/solutions/security/detect-and-alert/manage-detection-rules#import-export-rules-ui */
export function attachedLines(file: SourceFile, lines: Iterable<OtherLine>): AttachedLines {
  const items = new Map<string, ExceptionItem[]>();
  const lists = new Map<string, string[]>();
  const connectors = new Map<string, string>();
  for (const { start, end, data } of lines) {
    const text = file.text
      .slice(start, end)
      .replace(/^\uFEFF/, '')
      .trim();
    if ('list_id' in data) {
      const list = String(data['list_id']);
      const own = 'item_id' in data ? [readExceptionItem(data, spanOf(file, start, end))] : [];
      items.set(list, [...(items.get(list) ?? []), ...own]);
      lists.set(list, [...(lists.get(list) ?? []), text]);
    } else if ('attributes' in data && data['type'] === 'action') connectors.set(String(data['id']), text);
  }
  return { items, lists, connectors };
}

/** What goes with a rule into another Kibana. */
export function attachedTo(rule: Table, { lists, connectors }: AttachedLines): readonly string[] {
  const named = tables(rule['exceptions_list']).map(each => String(each['list_id']));
  const called = [...tables(rule['actions']), ...tables(rule['response_actions'])].map(each =>
    String(each['id']),
  );
  const found = [
    ...named.flatMap(list => lists.get(list) ?? []),
    ...called.flatMap(id => connectors.get(id) ?? []),
  ];
  return [...new Set(found)];
}

function tables(value: unknown): readonly Table[] {
  return Array.isArray(value) ? value.filter(isTable) : [];
}
