import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from './make-folder.ts';

/** Ends the name of the file that says who writes: it stands beside the lock. */
const heldSuffix = '.ruleglot-held';
/** Milliseconds. Whoever writes says so every second, since a process of another machine, or in another container, cannot be asked. */
const beat = 1000;
const longest = 20 * beat;
const step = 40;
/** How long one waits before it is told. */
const patience = 1000;

/**
 * Two builds of one project write one after the other, since a file that is being written would be the other's, too, and a lock of
 * one would tell of files of the other. What a build that was killed has left here stops nobody.
 */
export async function asOnlyWriter<T>(
  lockPath: string,
  tell: (holder: string) => void,
  write: (goesOn: () => void) => T,
): Promise<T> {
  makeFolder(dirname(lockPath));
  const path = `${lockPath}${heldSuffix}`;
  for (let waited = 0; !isTaken(path); waited += step) {
    if (waited === patience) tell(textOf(path) ?? '');
    if (isLeft(path)) removeLeft(path);
    else await pause(step);
  }
  try {
    return write(heart(path));
  } finally {
    rmSync(path, { force: true });
  }
}

function heart(path: string): () => void {
  let beaten = Date.now();
  return () => {
    const now = Date.now();
    if (now - beaten < beat) return;
    beaten = now;
    try {
      utimesSync(path, now / 1000, now / 1000);
    } catch {
      // The machine stood still, and another one writes: what both write is what the rules make.
    }
  };
}

function isTaken(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}@${hostname()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    removeQuietly(path);
    throw error;
  }
}

/** What could not be written may be there, and empty. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Whatever refused it to be written is told.
  }
}

/** Whether the process that holds it has ended. */
function isLeft(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  const [pid, host] = (textOf(path) ?? '').split('@');
  const isOld = Date.now() - found.mtimeMs > longest;
  return isOld || (host === hostname() && Number(pid) > 0 && !isAlive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Of two that see it was left, one may already write: what is moved away and says something else goes back. */
function removeLeft(path: string): void {
  const seen = textOf(path);
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (textOf(aside) === seen) rmSync(aside, { force: true });
    else renameSync(aside, path);
  } catch {
    // Another one was faster.
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
