import { lireFiche, listerStructures, modifierContacts } from '../structures/annuaire.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const structures: Procedures<'structures'> = {
  lister: os.structures.lister.handler(({ context }) => listerStructures(context)),
  lire: os.structures.lire.handler(({ context, input }) => lireFiche(context, input.structureId)),
  modifier: os.structures.modifier.handler(({ context, input }) => modifierContacts(context, input)),
};
