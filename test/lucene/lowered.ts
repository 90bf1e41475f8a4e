import { lucene } from '../../src/languages/lucene/index.ts';
import { readingOf } from '../kql/reading.ts';

export const { lower, printed, problems } = readingOf(lucene);
