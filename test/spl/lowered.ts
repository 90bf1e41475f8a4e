import { spl } from '../../src/languages/spl/index.ts';
import { readingOf } from '../kql/reading.ts';

export const { lower, printed, problems } = readingOf(spl);
