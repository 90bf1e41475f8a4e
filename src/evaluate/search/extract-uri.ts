import type { Extractor } from './extract-stage.ts';

/** The parts of an address of the web by their names; those that it has not are not there. */
type Parts = Partial<Record<string, string | number>>;

/**
 * The parts of an address, under names that begin with a prefix; undefined of a text that is none. Those of an address that
 * follows the rules are decoded; one that does not is taken apart as it is written where its scheme is known.
 * https://www.elastic.co/docs/reference/query-languages/esql/commands/uri_parts
 */
export function compileUriParts(prefix: string): Extractor {
  return text => {
    const parts = strictParts(text) ?? looseParts(text);
    if (parts === undefined) return undefined;
    const found = Object.entries({ ...parts, ...ofPath(parts['path']), ...ofUser(parts['user_info']) });
    return new Map(
      found.flatMap(([name, value]) =>
        value === undefined ? [] : [[`${prefix}.${name}`, [value]] as const],
      ),
    );
  };
}

const generic = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/;
/** https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/URI.html */
const illegal = /[\p{Cc}\p{Z}"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})/u;

function strictParts(text: string): Parts | undefined {
  const [, scheme, authority, path, query, fragment] = generic.exec(text) ?? [];
  if (path === undefined || text === '' || illegal.test(text)) return undefined;
  const isOpaque = scheme !== undefined && authority === undefined && !path.startsWith('/');
  if (isOpaque)
    return path === '' && query === undefined ? undefined : { scheme, fragment: decoded(fragment) };
  if (scheme === undefined && authority === undefined && /^[^/]*:/.test(path)) return undefined;
  return {
    ...serverOf(authority),
    path: decoded(path),
    query: decoded(query),
    fragment: decoded(fragment),
    scheme,
  };
}

function decoded(text: string | undefined): string | undefined {
  return text?.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, run =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), pair => Number.parseInt(pair, 16))),
  );
}

const host =
  /^(?:([^@]*)@)?((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9A-Fa-f:.]+(?:%[^\]]+)?\])(?::(\d*))?$/;

/** Of a server; what is written like none has neither a domain nor a port. */
function serverOf(authority: string | undefined): Parts {
  const [, user, domain, port] = host.exec(authority ?? '') ?? [];
  return {
    domain,
    user_info: decoded(user),
    port: port === undefined || port === '' ? undefined : Number(port),
  };
}

/** https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/URL.html */
const known = /^(?:https?|ftp|file|jar|mailto)$/i;

function looseParts(text: string): Parts | undefined {
  const [, scheme, authority = '', path = '', query, fragment] = generic.exec(text.trim()) ?? [];
  if (scheme === undefined || !known.test(scheme)) return undefined;
  const [, user, domain = '', port] = /^(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (port !== undefined && !/^\d*$/.test(port)) return undefined;
  const number = port === undefined || port === '' ? undefined : Number(port);
  return { domain, user_info: user, port: number, path, query, fragment, scheme: scheme.toLowerCase() };
}

function ofPath(path: string | number | undefined): Parts {
  const segment = /\/[^/]*$/.exec(String(path ?? ''))?.[0] ?? '';
  const dot = segment.lastIndexOf('.');
  return { extension: dot < 0 ? undefined : segment.slice(dot + 1) };
}

function ofUser(user: string | number | undefined): Parts {
  const [, username, password] = /^([^:]*):([\s\S]*)$/.exec(String(user ?? '')) ?? [];
  return { username, password };
}
