import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkSite } from './checks.ts';
import { madeSite } from './made-site.ts';

/**
 * The site in a real browser: `npm run test:browser [SITE [SHOTS]]`. Without a site one is made of our own rules and of hostile
 * ones; screenshots are kept where a folder is given.
 */
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['CHROMIUM'] ?? browsers.find(path => existsSync(path));
const [site, shots] = process.argv.slice(2);

if (executablePath === undefined) {
  console.warn('SKIPPED: there is no Chromium here; give its path as CHROMIUM');
} else {
  const made = site === undefined ? await madeSite() : { folder: resolve(site), remove: () => undefined };
  try {
    const { passed, failures } = await checkSite({ executablePath, folder: made.folder, shots });
    for (const failure of failures) console.error(`FAILED ${failure}`);
    console.log(`${passed} passed, ${failures.length} failed`);
    process.exitCode = failures.length === 0 ? 0 : 1;
  } finally {
    made.remove();
  }
}
