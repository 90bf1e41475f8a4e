/** A canonical field whose value is a part of another's (https://www.elastic.co/docs/reference/ecs/ecs-process). */
export interface Derivation {
  readonly take: 'baseName' | 'extension' | 'directoryName' | 'hive' | 'key';
  readonly of: string;
}

const derivations: Readonly<Record<string, Derivation>> = {
  'process.name': { take: 'baseName', of: 'process.executable' },
  'process.parent.name': { take: 'baseName', of: 'process.parent.executable' },
  'file.name': { take: 'baseName', of: 'file.path' },
  'file.extension': { take: 'extension', of: 'file.path' },
  'file.directory': { take: 'directoryName', of: 'file.path' },
  'file.Ext.original.name': { take: 'baseName', of: 'file.Ext.original.path' },
  'file.Ext.original.extension': { take: 'extension', of: 'file.Ext.original.path' },
  'dll.name': { take: 'baseName', of: 'dll.path' },
  'registry.value': { take: 'baseName', of: 'registry.path' },
  'registry.hive': { take: 'hive', of: 'registry.path' },
  'registry.key': { take: 'key', of: 'registry.path' },
};

/** The base names of paths, by the path. */
const baseNames = new Map(
  Object.entries(derivations).flatMap(([name, { take, of }]) =>
    take === 'baseName' ? [[of, name] as const] : [],
  ),
);

export function derivation(canonical: string): Derivation | undefined {
  return Object.hasOwn(derivations, canonical) ? derivations[canonical] : undefined;
}

/** The field that holds the base name of a path. A registry value's name may hold a backslash, so it is none. */
export function baseNameOf(canonical: string): string | undefined {
  return canonical === 'registry.path' ? undefined : baseNames.get(canonical);
}

/** The fields that are parts of a path, with what they take of it. */
export function derivedFrom(whole: string): readonly (readonly [string, Derivation['take']])[] {
  return Object.entries(derivations).flatMap(([name, { take, of }]) =>
    of === whole ? [[name, take] as const] : [],
  );
}

/** A part of a path that a product wrote; undefined when the path has none (a name without a dot has no extension). */
export function pathPart(path: string, take: Derivation['take']): string | undefined {
  const separator = path.includes('\\') ? '\\' : '/';
  const at = path.lastIndexOf(separator);
  if (take === 'hive') return path.includes('\\') ? path.slice(0, path.indexOf('\\')) : undefined;
  if (take === 'key') return keyOf(path);
  if (take === 'directoryName') return at > 0 ? path.slice(0, at) : undefined;
  const name = path.slice(at + 1);
  if (take === 'baseName') return name === '' ? undefined : name;
  const dot = name.lastIndexOf('.');
  return dot === -1 || dot === name.length - 1 ? undefined : name.slice(dot + 1);
}

/**
 * The key of a registry value, without its hive and the name of the value
 * (https://www.elastic.co/docs/reference/ecs/ecs-registry).
 */
function keyOf(path: string): string | undefined {
  const [start, end] = [path.indexOf('\\'), path.lastIndexOf('\\')];
  return end > start ? path.slice(start + 1, end) : undefined;
}
