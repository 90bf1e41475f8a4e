import type { PythonModule, PythonModules } from './modules.ts';

/** What stands around a rule and decides what its calls mean. */
export interface PythonSurroundings {
  /** What `import` finds beside Python's own library. */
  readonly modules: PythonModules;
  /** Of the events that the rule is given: https://docs.panther.com/detections/rules/python/data-models */
  readonly logTypes: readonly string[];
  readonly dataModel: (logType: string) => DataModel | undefined;
}

/** Where the unified fields of a log type stand, by their names. */
export interface DataModel {
  readonly mappings: ReadonlyMap<string, UnifiedField>;
  /** Defines the methods. */
  readonly module: PythonModule | undefined;
}

export type UnifiedField =
  /** A JSONPath; `$.` may be left out. */
  { readonly kind: 'path'; readonly path: string } | { readonly kind: 'method'; readonly method: string };
