#!/usr/bin/env node
import { Worker } from 'node:worker_threads';
import { runCommand } from './run-command.ts';
import { standardError } from './terminal.ts';

process.exitCode = await runCommand(
  process.argv.slice(2),
  standardError(),
  data => new Worker(new URL('worker.js', import.meta.url), { workerData: data }),
);
