type Data = Readonly<Record<string, unknown>>;

/** A configuration of another folder, with its paths as they are from the folder of the project. */
export function rebased(data: Data, folder: string): Data {
  if (folder === '') return data;
  const path = (value: unknown): unknown => (typeof value === 'string' ? below(folder, value) : value);
  const paths = (value: unknown): unknown => (Array.isArray(value) ? value.map(path) : value);
  const keys: Readonly<Record<string, (value: unknown) => unknown>> = {
    placeholders: value => (Array.isArray(value) ? paths(value) : path(value)),
    pipelines: paths,
    filters: paths,
    macros: paths,
    lookups: paths,
    rules: each => mapped(each, item => ({ ...item, ...changed(item, { paths, exclude: paths }) })),
    packs: each => mapped(each, item => ({ ...item, ...changed(item, { folder: path, pipelines: paths }) })),
    lock: path,
    cache: path,
  };
  return { ...data, ...changed(data, keys) };
}

function below(folder: string, path: string): string {
  return path.startsWith('/') ? path : `${folder}/${path}`;
}

function changed(data: Data, keys: Readonly<Record<string, (value: unknown) => unknown>>): Data {
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, change]) => (key in data ? [[key, change(data[key])]] : [])),
  );
}

function mapped(value: unknown, change: (item: Data) => Data): unknown {
  return Array.isArray(value) ? value.map(item => change(item as Data)) : value;
}
