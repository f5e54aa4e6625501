import { attribuer, lireAttributions, regler } from '../instruction/attributions.ts';
import { fixer, lireHarmonisation, lireSynthese, revoir } from '../instruction/harmoniser.ts';
import { lireLecteurs } from '../instruction/lecteurs.ts';
import { declarerLien, lireLiens, retirerLien } from '../instruction/liens.ts';
import { proposer } from '../instruction/proposer.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const instruction: Procedures<'instruction'> = {
  attributions: os.instruction.attributions.handler(({ context, input }) =>
    lireAttributions(context, input.campagneId),
  ),
  regler: os.instruction.regler.handler(({ context, input }) => regler(context, input.campagneId, input.reglages)),
  attribuer: os.instruction.attribuer.handler(({ context, input }) =>
    attribuer(context, input.campagneId, input.changements),
  ),
  proposer: os.instruction.proposer.handler(({ context, input }) => proposer(context, input)),
  liens: os.instruction.liens.handler(({ context, input }) => lireLiens(context, input.dossierId)),
  declarerLien: os.instruction.declarerLien.handler(({ context, input }) =>
    declarerLien(context, input.dossierId, input.motif),
  ),
  retirerLien: os.instruction.retirerLien.handler(({ context, input }) =>
    retirerLien(context, input.dossierId, input.motif),
  ),
  harmonisation: os.instruction.harmonisation.handler(({ context, input }) =>
    lireHarmonisation(context, input.campagneId),
  ),
  synthese: os.instruction.synthese.handler(({ context, input }) => lireSynthese(context, input.dossierId)),
  fixer: os.instruction.fixer.handler(({ context, input }) => fixer(context, input)),
  revoir: os.instruction.revoir.handler(({ context, input }) => revoir(context, input)),
  lecteurs: os.instruction.lecteurs.handler(({ context, input }) => lireLecteurs(context, input.campagneId)),
};
