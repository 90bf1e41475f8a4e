import type { PieceDocument } from '../piece.ts';
import { filesOnly, type LayPack, type PackPart } from './pack-layout.ts';

const importFile = 'rules.ndjson';

/**
 * The TOML files of the detection-rules repository, whose rules stand in `rules/`
 * (https://github.com/elastic/detection-rules), and the lines of one file that Kibana imports: rules, then what they name.
 */
export const layElastic: LayPack = ({ items }) => {
  const lines = items.flatMap(({ key, documents }) =>
    documents.filter(isLine).flatMap(document => linesOf(key, document)),
  );
  const files = items.flatMap(({ key, documents }) =>
    documents
      .filter(each => !isLine(each))
      .map(({ path, text }): PackPart => ({ key, file: `rules/${path}`, text })),
  );
  const shared = lines.filter(({ isShared }) => isShared);
  return filesOnly([...files, ...lines.filter(({ isShared }) => !isShared), ...newest(shared)]);
};

function isLine({ format }: PieceDocument): boolean {
  return format === 'ndjson';
}

/** A rule, and behind it what of its export goes with it; what an earlier build made of it comes line by line, each by its name. */
function linesOf(key: string, { path, text }: PieceDocument): readonly PackPart[] {
  const part = { key, file: importFile };
  if (path.includes(' ')) return [{ ...part, name: path, text, isShared: true }];
  const [rule = '', ...others] = text.split(/(?<=\n)/);
  return [
    { ...part, name: path, text: rule },
    ...others.map(
      (line): PackPart => ({ ...part, name: `${path} ${identityOf(line)}`, text: line, isShared: true }),
    ),
  ];
}

interface Saved {
  readonly id?: unknown;
  readonly list_id?: unknown;
  readonly item_id?: unknown;
  readonly namespace_type?: unknown;
  readonly updated_at?: unknown;
}

/** By what Kibana tells lists, items and connectors apart. */
function identityOf(line: string): string {
  const { id, list_id: list, item_id: item, namespace_type: space } = JSON.parse(line) as Saved;
  const names = list === undefined ? [id] : [list, ...(item === undefined ? [] : [item])];
  return `${space === 'agnostic' ? 'agnostic ' : ''}${list === undefined ? 'connector' : 'exceptions'} ${names.join('/')}`;
}

/** Of two exports that hold one list, the state that was saved later: Kibana takes no file that has it twice. */
function newest(shared: readonly PackPart[]): readonly PackPart[] {
  const found = new Map<string, PackPart>();
  for (const part of shared) {
    const identity = identityOf(part.text);
    const known = found.get(identity);
    if (known === undefined || savedAt(part) > savedAt(known)) found.set(identity, part);
  }
  return shared.map(part => ({ ...part, text: found.get(identityOf(part.text))?.text ?? part.text }));
}

function savedAt({ text }: PackPart): string {
  const { updated_at: at } = JSON.parse(text) as Saved;
  return typeof at === 'string' ? at : '';
}
