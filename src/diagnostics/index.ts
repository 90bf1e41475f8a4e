export { type Code, catalogue } from './catalogue/index.ts';
export { codeFrame } from './code-frame.ts';
export { type Catalogue, type CodeDefinition, code } from './define-codes.ts';
export { diagnose } from './diagnose.ts';
export { type Diagnostic, failure, type Related, type Result, type Severity, success } from './diagnostic.ts';
export { nearestName } from './nearest-name.ts';
export { ansiPaint, formatDiagnostic, noPaint, type Paint } from './text-reporter.ts';
