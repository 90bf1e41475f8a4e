import type { Vendor } from '../ir/index.ts';
import type { AccountHalfView } from './data-source.ts';
import { derivedFrom } from './derivations.ts';
import type { EventWriter } from './event-writer.ts';
import type { FieldTable } from './field-table.ts';
import type { UrlPart } from './rewrite/url-part.ts';
import { xmlElement } from './rewrite/xml-element.ts';
import type { Separator } from './separator.ts';

/** What one field of the target is put together from: the parts that the event has, by the target's name. */
export class Composition {
  readonly #accounts = new Map<string, Partial<Record<'between' | 'domain' | 'name', string>>>();
  readonly #digests = new Map<string, string[]>();
  readonly #urls = new Map<string, Partial<Record<UrlPart, string>>>();
  readonly #lines = new Map<string, string>();
  readonly #elements = new Map<string, string>();

  half({ name, half, between }: AccountHalfView, value: unknown): void {
    this.#accounts.set(name, {
      ...this.#accounts.get(name),
      ...(between && { between }),
      [half]: String(value),
    });
  }

  digest(name: string, algorithm: string, value: unknown): void {
    this.#digests.set(name, [
      ...(this.#digests.get(name) ?? []),
      `${algorithm}=${String(value).toUpperCase()}`,
    ]);
  }

  urlPart(name: string, part: UrlPart, value: unknown): void {
    this.#urls.set(name, { ...this.#urls.get(name), [part]: String(value) });
  }

  arguments(name: string, value: unknown): void {
    this.#lines.set(name, [value].flat().map(String).join(' '));
  }

  element(name: string, element: string, value: unknown): void {
    this.#elements.set(name, `${this.#elements.get(name) ?? ''}${xmlElement(element, value)}`);
  }

  /** Fields that the event has whole are left as they are. */
  write(writer: EventWriter): void {
    for (const [name, { between, domain = '.', name: user = '' }] of this.#accounts)
      put(writer, name, between === '@' ? `${user}@${domain}` : `${domain}\\${user}`);
    for (const [name, digests] of this.#digests) put(writer, name, digests.join(','));
    for (const [name, xml] of this.#elements) put(writer, name, xml);
    for (const [name, line] of this.#lines) put(writer, name, line);
    for (const [name, parts] of this.#urls) put(writer, name, urlOf(parts));
  }
}

function put(writer: EventWriter, name: string, value: string): void {
  if (!writer.has(name)) writer.put(name, value);
}

function urlOf(parts: Partial<Record<UrlPart, string>>): string {
  const { domain = 'host.example', path, query, extension } = parts;
  if (Object.keys(parts).some(part => part.startsWith('line-'))) return requestLine(parts);
  if (parts['relative-path'] !== undefined) return withQuery(parts['relative-path'], query);
  const file = path ?? (extension === undefined ? '/' : `/file.${extension}`);
  return `https://${domain}${withQuery(file, query)}`;
}

function requestLine(parts: Partial<Record<UrlPart, string>>): string {
  const target = parts['line-target'] ?? withQuery(parts['line-path'] ?? '/', parts['line-query']);
  return `${parts['line-method'] ?? 'GET'} ${target} HTTP/1.1`;
}

function withQuery(path: string, query: string | undefined): string {
  return query === undefined ? path : `${path}?${query}`;
}

/** A path that the event lacks, where it has the path's last part: a product that logs paths would have one with it. */
export function composePaths(
  writer: EventWriter,
  table: FieldTable,
  to: Vendor,
  named: ReadonlyMap<string, unknown>,
  separator: Separator,
): void {
  for (const entry of table.entries) {
    const view = entry.view(to);
    if (typeof view !== 'string' || entry.canonical === 'registry.path' || writer.has(view)) continue;
    const [name] = derivedFrom(entry.canonical).find(([, take]) => take === 'baseName') ?? [];
    const value = name === undefined || table.isLogged(name) ? undefined : named.get(name);
    if (typeof value !== 'string' || table.byCanonical(name ?? '')?.view(to) !== undefined) continue;
    writer.put(view, separator === '/' ? `/${value}` : `C:\\${value}`);
  }
}
