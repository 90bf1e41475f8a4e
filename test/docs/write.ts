import { readFileSync, writeFileSync } from 'node:fs';
import { generatedPages, withMatrix } from './pages.ts';

for (const [path, text] of generatedPages()) writeFileSync(path, text);
writeFileSync('README.md', withMatrix(readFileSync('README.md', 'utf8')));
