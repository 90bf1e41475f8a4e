export { lowerCountCondition, type Measured, wantsAll } from './correlation-condition.ts';
export { kindOf, type LoweredCondition, lowerDetection } from './detection.ts';
export { holdsOfNothing } from './empty-groups.ts';
export { base64, utf8, utf16, utf16be, utf16le } from './encodings.ts';
export {
  isConjunction,
  lowerExtendedCondition,
  parseExtendedCondition,
  unknownNames,
} from './extended-condition.ts';
export { parseNames } from './names-expression.ts';
export { readTimespan } from './timespan.ts';
