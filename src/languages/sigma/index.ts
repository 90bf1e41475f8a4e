export { kindOf, type LoweredCondition, lowerDetection } from './detection.ts';
