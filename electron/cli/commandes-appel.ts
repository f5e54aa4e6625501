import { trouverStructureParSiret } from '../../db/queries/appel.ts';
import { verifierSiret } from '../../shared/domaine/identifiants.ts';
import { produireClasseur } from '../backend/appel/produire.ts';
import type { Context } from '../backend/context.ts';
import { Refus } from '../backend/refus.ts';
import {
  type Commande,
  campagneVisee,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

function structureVisee(context: Context, siret: unknown): number | null {
  if (siret === undefined) return null;
  const lu = typeof siret === 'string' ? verifierSiret(siret) : null;
  if (!lu?.valide) throw new MauvaisUsage(`--structure attend un SIRET de 14 chiffres : ${lu?.raison ?? ''}.`);
  const id = trouverStructureParSiret(context.db, lu.valeur);
  if (id === undefined) {
    throw new Refus('structure_inconnue', `Pas de porteur de SIRET ${lu.valeur} dans cette base.`, { lieu: lu.valeur });
  }
  return id;
}

async function ecrireClasseurReponse(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const structureId = structureVisee(context, demande.valeurs['structure']);
  const document = await produireClasseur(context, campagneVisee(context, demande), structureId, () => {});
  await rangerDocument(context, document.documentId, sortie);
  const json = { fichier: sortie, octets: document.octets, sha256: document.sha256, structureId };
  return {
    json,
    texte: `${sortie} : classeur de réponse ${structureId === null ? 'vierge' : 'préparé'}\n`,
    refuse: false,
  };
}

export const COMMANDES_APPEL: readonly (readonly [string, Commande])[] = [
  [
    'modele',
    {
      usage: 'clas modele --base FICHIER --sortie F.xlsx [--structure SIRET] [--campagne 2026-2027]',
      aide: 'le classeur de réponse à envoyer : vierge, ou préparé pour un porteur connu',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        return ecrireClasseurReponse(context, demande, this.usage);
      },
    },
  ],
];
