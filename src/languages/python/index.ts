import type { QueryLanguage } from '../language.ts';
import { lowerPython } from './lower.ts';

export type * from './ast.ts';
export { type KnownPython, type LoweredPython, lowerPython, predicatesOfModule } from './lower.ts';
export { type LoweredKey, lowerPythonKey } from './lower-keys.ts';
export { lowerPythonText } from './lower-text.ts';
export { type PythonModule, PythonModules } from './modules.ts';
export { parsePython } from './parse.ts';
export type { DataModel, PythonSurroundings, UnifiedField } from './surroundings.ts';

/** The Python of Panther's rules: https://docs.panther.com/detections/rules/python */
export const python: QueryLanguage = {
  name: 'python',
  lower: (text, source) => {
    const { value, diagnostics } = lowerPython(text, source);
    return { value: value?.search, diagnostics };
  },
};
