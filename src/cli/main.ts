#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { runCommand } from './run-command.ts';
import { standardError } from './terminal.ts';

// Functions are optimised once they are hotter than V8 asks for by itself: a run is over in seconds, and half of it went into optimised code
// that the next rule's shapes threw away. V8 of Node 22 and later has no such flag, and complains on standard error.
// Inlining makes optimising dearer than what it makes of code that is spread so thin: without it a run with proofs takes a tenth less.
if (Number.parseInt(process.versions.node, 10) < 22) {
  setFlagsFromString('--interrupt-budget=600000');
  setFlagsFromString('--no-turbo-inlining');
}

/** MB for what is short-lived, which is nearly all that a rule leaves behind. */
const maxYoungGenerationSizeMb = 96;

process.exitCode = await runCommand(process.argv.slice(2), standardError(), data => {
  // A run over many files meets nearly all of the code at once: what is compiled as it is met, without optimising, saves a twentieth.
  setFlagsFromString('--always-sparkplug');
  return new Worker(new URL('worker.js', import.meta.url), {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb },
  });
});
