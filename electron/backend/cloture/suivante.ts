import { ecrire } from '../../../db/ecrire.ts';
import { copierReglages } from '../../../db/queries/campagne-suivante.ts';
import { insererBareme, insererCampagne, lireCampagne, listerCampagnes } from '../../../db/queries/campagnes.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { anneeSuivante } from './lire.ts';

interface DemandeSuivante {
  readonly campagneId: number;
  readonly dateLimiteDepot?: string | undefined;
  readonly enveloppeCentimes?: number | null | undefined;
}

/** La même date un an plus tard ; le 29 février devient le 28. */
function unAnApres(date: string): string {
  const suivante = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return suivante.endsWith('-02-29') && Number(suivante.slice(0, 4)) % 4 !== 0
    ? suivante.replace('-29', '-28')
    : suivante;
}

/**
 * Ouvre l’année suivante avec les réglages de celle-ci, close ou non : les campagnes se chevauchent. Le barème est une
 * copie : changer l’un ne change pas l’autre. L’enveloppe n’est pas reprise, elle se vote chaque année.
 */
export function ouvrirSuivante(
  context: Context,
  demande: DemandeSuivante,
): { campagneId: number; anneeScolaire: string } {
  const { campagneId } = demande;
  return ecrire(context.db, acteur(context), (tx) => {
    const avant = lireCampagne(tx.db, campagneId);
    if (!avant) throw introuvable('Cette campagne');
    const anneeScolaire = anneeSuivante(avant.anneeScolaire);
    if (listerCampagnes(tx.db).some((c) => c.anneeScolaire === anneeScolaire))
      throw new Refus('campagne_existante', `La campagne ${anneeScolaire} existe déjà : choisissez-la dans la liste.`);
    const id = insererCampagne(
      tx,
      {
        anneeScolaire,
        enveloppeCentimes: demande.enveloppeCentimes ?? null,
        dateLimiteDepot: demande.dateLimiteDepot ?? unAnApres(avant.dateLimiteDepot),
        baremeId: insererBareme(tx, {
          ...avant.bareme,
          anneeScolaire,
          origine: `repris de la campagne ${avant.anneeScolaire}`,
        }),
        charteId: avant.charteId,
      },
      avant.etapes.map(({ numero, debut, fin }) => ({
        numero,
        debut: unAnApres(debut),
        fin: fin === null ? null : unAnApres(fin),
      })),
    );
    copierReglages(tx, { deId: campagneId, versId: id, deAnnee: avant.anneeScolaire });
    return { campagneId: id, anneeScolaire };
  });
}
