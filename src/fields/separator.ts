import type { LogSource, Predicate } from '../ir/index.ts';
import { dataSource } from './registry.ts';

/** What stands between the parts of a path: `either` where the system that wrote it is not known. */
export type Separator = '\\' | '/' | 'either';

/** By the source's own system, else by the one that the rule's scope asks for. */
export function separatorOf(source: LogSource): Separator {
  const own = dataSource(source.id)?.os;
  const systems = own === undefined ? systemsIn(source) : [own];
  if (systems.length === 0) return 'either';
  if (systems.every(system => system === 'windows')) return '\\';
  return systems.includes('windows') ? 'either' : '/';
}

/** The characters that separate. */
export function separators(separator: Separator): readonly string[] {
  return separator === 'either' ? ['\\', '/'] : [separator];
}

function systemsIn(source: LogSource): readonly string[] {
  if (source.sigma?.product !== undefined)
    return /^(windows|linux|macos)$/i.test(source.sigma.product) ? [source.sigma.product.toLowerCase()] : [];
  return conjuncts(source.scope).flatMap(conjunct =>
    conjunct.kind === 'equals' &&
    conjunct.subject.kind === 'field' &&
    /^host\.os\.(type|family)$/.test(conjunct.subject.name)
      ? conjunct.values.map(value => String(value).toLowerCase())
      : [],
  );
}

function conjuncts(scope: Predicate | undefined): readonly Predicate[] {
  if (scope === undefined) return [];
  return scope.kind === 'and' ? scope.operands : [scope];
}
