import { kql } from '../../src/languages/kql/index.ts';
import { readingOf } from './reading.ts';

export const { lower, printed, problems } = readingOf(kql);
