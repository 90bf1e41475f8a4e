import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

export interface SiteCheck {
  readonly executablePath: string;
  readonly folder: string;
  /** Where screenshots are kept. */
  readonly shots: string | undefined;
}

export interface SiteResult {
  readonly passed: number;
  readonly failures: readonly string[];
}

/** Milliseconds: a busy machine draws the largest pages slowly. */
const patience = 180_000;
const desk = { viewport: { width: 1280, height: 900 } } as const;
const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true } as const;
const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { ...desk, colorScheme: 'light' }],
  ['dark', { ...desk, colorScheme: 'dark' }],
  ['phone', { ...phone, colorScheme: 'light' }],
];

/** Pages of each kind in each look: no errors, nothing that axe calls serious, nothing wider than the screen; then what scripts do. */
export async function checkSite(check: SiteCheck): Promise<SiteResult> {
  const args = ['--no-sandbox', '--allow-file-access-from-files'];
  const browser = await chromium.launch({ executablePath: check.executablePath, args });
  const failures: string[] = [];
  let passed = 0;
  const expectThat = (holds: boolean, what: string): void => {
    if (holds) passed++;
    else failures.push(what);
  };
  try {
    for (const [look, options] of looks)
      for (const path of samplePages(check.folder))
        await checkPage(browser, check, path, look, options, expectThat);
    await checkScripts(browser, check, expectThat);
    await checkWithoutScripts(browser, check, expectThat);
    await checkPaper(browser, check, expectThat);
  } finally {
    await browser.close();
  }
  return { passed, failures };
}

type Expect = (holds: boolean, what: string) => void;

/** The largest rule page, the longest technique, a hostile rule where there is one, and one of each other kind. */
function samplePages(folder: string): readonly string[] {
  const inFolder = (name: string): readonly string[] =>
    readdirSync(join(folder, name))
      .filter(file => file.endsWith('.html'))
      .sort()
      .map(file => `${name}/${file}`);
  const bySize = (paths: readonly string[]): readonly string[] =>
    [...paths].sort((left, right) => sizeOf(folder, right) - sizeOf(folder, left));
  const rules = bySize(inFolder('rules'));
  const hostile = rules
    .filter(path => readFileSync(join(folder, path), 'utf8').includes('&lt;script&gt;'))
    .slice(0, 2);
  const some = [rules[0], rules[Math.floor(rules.length / 2)], ...hostile, bySize(inFolder('techniques'))[0]];
  const others = ['sources', 'fields', 'vendors'].flatMap(name => [`${name}/index.html`, inFolder(name)[0]]);
  return [...new Set(['index.html', ...some, ...others].filter(path => path !== undefined))];
}

function sizeOf(folder: string, path: string): number {
  return readFileSync(join(folder, path)).length;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const serious: ReadonlySet<string> = new Set(['serious', 'critical']);

interface Violation {
  readonly impact: string;
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function checkPage(
  browser: Browser,
  { folder, shots }: SiteCheck,
  path: string,
  look: string,
  options: BrowserContextOptions,
  expectThat: Expect,
): Promise<void> {
  const context = await browser.newContext({ ...options, bypassCSP: true });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const said = await opened(page, folder, path);
  if (shots !== undefined)
    await page.screenshot({ path: join(shots, `${look}-${path.replaceAll(/\W+/g, '-')}.png`) });
  await page.evaluate(axe);
  const found: Violation[] = await page.evaluate(
    'axe.run({ preload: false }).then(result => result.violations)',
  );
  const bad = found.filter(({ impact }) => serious.has(impact));
  const told = bad.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`).join('; ');
  expectThat(bad.length === 0, `${look} ${path}: axe: ${told}`);
  const wider: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expectThat(wider <= 0, `${look} ${path}: ${wider} pixels wider than the screen`);
  expectThat(said.length === 0, `${look} ${path}: ${said.join('; ')}`);
  await context.close();
}

/** Opens a page from the file system; what it says to its console, or asks of its reader, is collected. */
async function opened(page: Page, folder: string, path: string): Promise<readonly string[]> {
  const said: string[] = [];
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text());
  });
  page.on('pageerror', error => said.push(String(error)));
  page.on('dialog', dialog => {
    said.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`file://${join(folder, path)}`);
  await page.waitForLoadState('load');
  return said;
}

function pageWith(folder: string, name: string, mark: string): string {
  const file = readdirSync(join(folder, name))
    .sort()
    .find(each => each.endsWith('.html') && readFileSync(join(folder, name, each), 'utf8').includes(mark));
  return `${name}/${file}`;
}

async function checkScripts(
  browser: Browser,
  { folder, shots }: SiteCheck,
  expectThat: Expect,
): Promise<void> {
  const context = await browser.newContext(desk);
  context.setDefaultTimeout(patience);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const said = await opened(page, folder, 'index.html');
  await page.keyboard.press('/');
  await page.keyboard.type('t1059');
  await page.waitForFunction('document.querySelectorAll("#results li a").length > 0');
  const first = await page.locator('#results li a').first().textContent();
  expectThat(first?.startsWith('T1059') === true, `search: the first result is ${first}`);
  if (shots !== undefined) await page.screenshot({ path: join(shots, 'search.png') });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/techniques/t1059*');
  expectThat(page.url().includes('techniques/t1059'), 'search: a result opens by the keyboard');
  await checkFilters(page, folder, expectThat);
  await checkTabs(page, folder, expectThat);
  expectThat(said.length === 0, `scripts: ${said.join('; ')}`);
  await context.close();
}

async function checkFilters(page: Page, folder: string, expectThat: Expect): Promise<void> {
  await page.goto(`file://${join(folder, pageWith(folder, 'techniques', 'name="vendor"'))}`);
  const visible = (): Promise<number> => page.locator('[data-item]:visible').count();
  const before = await visible();
  await page.locator('select[name=vendor]').selectOption({ index: 1 });
  const chosen = await visible();
  const status = await page.locator('.filters [role=status]').textContent();
  expectThat(chosen > 0 && chosen < before, `filters: ${before} rules, ${chosen} of one vendor`);
  expectThat(status?.startsWith(`${chosen} of ${before}`) === true, `filters: they say ${status}`);
}

async function checkTabs(page: Page, folder: string, expectThat: Expect): Promise<void> {
  await page.goto(`file://${join(folder, pageWith(folder, 'rules', 'data-tabs'))}`);
  const panels = page.locator('[role=tabpanel]:visible');
  expectThat((await panels.count()) === 1, 'tabs: one panel shows');
  await page.locator('[role=tab]').first().focus();
  await page.keyboard.press('ArrowRight');
  const focused: string = await page.evaluate('document.activeElement.id');
  expectThat(
    (await panels.first().getAttribute('aria-labelledby')) === focused,
    'tabs: arrows choose the next',
  );
  const copy = page.locator('[role=tabpanel]:visible .code button').first();
  if ((await copy.count()) === 0) return;
  await copy.click();
  const copied: string = await page.evaluate('navigator.clipboard.readText()');
  const shown = await page.locator('[role=tabpanel]:visible .code pre').first().textContent();
  expectThat(copied !== '' && copied === shown, 'copy: the button copies the query');
  await page.locator('#canonical').check();
  expectThat(
    (await page.locator('.own:visible').count()) === 0,
    'names: the box shows canonical names alone',
  );
}

async function checkWithoutScripts(
  browser: Browser,
  { folder }: SiteCheck,
  expectThat: Expect,
): Promise<void> {
  const context = await browser.newContext({ ...desk, javaScriptEnabled: false });
  const page = await context.newPage();
  const path = pageWith(folder, 'rules', 'data-tabs');
  await page.goto(`file://${join(folder, path)}`);
  const panels = await page.locator('[data-tab]').count();
  expectThat(
    panels > 1 && (await page.locator('[data-tab]:visible').count()) === panels,
    'all panels show without scripts',
  );
  expectThat((await page.locator('[role=search]:visible').count()) === 0, 'no search shows without scripts');
  await context.close();
}

async function checkPaper(browser: Browser, { folder, shots }: SiteCheck, expectThat: Expect): Promise<void> {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.goto(`file://${join(folder, pageWith(folder, 'rules', 'data-tabs'))}`);
  await page.emulateMedia({ media: 'print' });
  const panels = await page.locator('[role=tabpanel]').count();
  expectThat((await page.locator('[role=tabpanel]:visible').count()) === panels, 'paper: all panels show');
  expectThat((await page.locator('button:visible').count()) === 0, 'paper: no buttons show');
  if (shots !== undefined) await page.pdf({ path: join(shots, 'paper.pdf'), format: 'A4' });
  await context.close();
}
