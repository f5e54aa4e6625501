import { listerEntrees, verifierBase } from '../journal.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const journal: Procedures<'journal'> = {
  lister: os.journal.lister.handler(({ context, input }) => listerEntrees(context, input)),
  verifier: os.journal.verifier.handler(({ context }) => verifierBase(context)),
};
