import fc from 'fast-check';

/** Properties are tried on the same values in every run, so that a change is what makes one fail; SEED=number tries others. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['SEED'] ?? 1) });
