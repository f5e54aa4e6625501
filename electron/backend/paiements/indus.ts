import { ecrire } from '../../../db/ecrire.ts';
import { listerAgents } from '../../../db/queries/agents.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import {
  indusDeLaCampagne,
  insererMouvement,
  lireIndu,
  lireMouvement,
  mouvementsDesIndus,
} from '../../../db/queries/indus.ts';
import { type LigneRelance, listerRelances } from '../../../db/queries/relances.ts';
import type { Indu } from '../../../shared/contract/indus.ts';
import { dateDe, formaterDate } from '../../../shared/domaine/dates.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { acteur, nomComplet } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { reviserEcheancier } from './reviser.ts';
import { isEmise, situerPaiements } from './situation.ts';

/** Les trop-perçus de la campagne, ceux qui restent dus d’abord. */
export function listerIndus({ db }: Pick<Context, 'db'>, campagneId: number): Indu[] {
  const { dossiers, echeances } = situerPaiements(db, campagneId);
  const porteurs = new Map(dossiers.map((d) => [d.porteur.dossierId, d.porteur]));
  const noms = new Map(listerAgents(db).map((a) => [a.id, nomComplet(a)]));
  const relances = Map.groupBy(listerRelances(db, campagneId, 'trop_percu'), (r) => r.dossierId);
  const mouvements = Map.groupBy(mouvementsDesIndus(db, campagneId), (m) => m.induId);
  return indusDeLaCampagne(db, campagneId)
    .map((indu): Indu => {
      const { id, dossierId, montantCentimes, resteCentimes, origine, constateLe } = indu;
      const porteur = porteurs.get(dossierId);
      return {
        id,
        dossierId,
        numeroDossier: porteur?.numeroDossier ?? '',
        raisonSociale: porteur?.raisonSociale ?? '',
        montantCentimes,
        resteCentimes,
        origine,
        constateLe,
        mouvements: presenterMouvements(mouvements.get(id) ?? [], noms),
        relances: relancesDepuis(relances.get(dossierId) ?? [], constateLe).map(
          ({ rang, instant, agent, echeance }) => ({ rang, instant, agent, echeance }),
        ),
        compensables:
          resteCentimes === 0
            ? []
            : echeances
                .filter(
                  ({ echeance, dossier }) =>
                    dossier.porteur.structureId === porteur?.structureId &&
                    !isEmise(echeance) &&
                    echeance.montantCentimes > 0,
                )
                .map(
                  ({ echeance, dossier }) =>
                    `${echeance.libelle} du dossier ${dossier.porteur.numeroDossier}, ${formaterEuros(echeance.montantCentimes)}, prévue le ${formaterDate(echeance.datePrevue)}`,
                ),
      };
    })
    .toSorted((a, b) => Number(b.resteCentimes > 0) - Number(a.resteCentimes > 0) || b.id - a.id);
}

/** Une annulation se lit sur le mouvement qu’elle retire. */
function presenterMouvements(
  mouvements: ReturnType<typeof mouvementsDesIndus>,
  noms: ReadonlyMap<number, string>,
): Indu['mouvements'] {
  const annulations = new Map(mouvements.flatMap((m) => (m.nature === 'annule' ? [[m.reference, m] as const] : [])));
  return mouvements.flatMap(({ id, nature, montantCentimes, date, reference, motif, agentId }) => {
    if (nature === 'annule') return [];
    const annulation = annulations.get(String(id));
    return [
      {
        id,
        nature,
        montantCentimes,
        date,
        reference,
        motif,
        agent: noms.get(agentId) ?? '',
        annule: annulation
          ? { motif: annulation.motif, agent: noms.get(annulation.agentId) ?? '', instant: annulation.instant }
          : null,
      },
    ];
  });
}

/** Les lettres d’un dossier depuis ce constat : celles d’avant réclamaient autre chose. */
export function relancesDepuis(relances: readonly LigneRelance[], constateLe: string): readonly LigneRelance[] {
  return relances.filter((r) => r.instant >= constateLe);
}

export interface MouvementDIndu {
  readonly induId: number;
  readonly nature: 'recouvre' | 'compense' | 'abandonne';
  readonly montantCentimes: number;
  readonly date: string;
  readonly reference: string | null;
  readonly motif: string;
}

/** Note ce qu’un trop-perçu devient. Une compensation se fait à la main : aucune échéance n’en est réduite ici. */
export function noterMouvement(context: Context, { induId, ...mouvement }: MouvementDIndu): void {
  if (mouvement.date > context.horloge.aujourdhui()) {
    throw new Refus('date_future', 'La date du mouvement est à venir : notez-le quand il a eu lieu.');
  }
  ecrire(context.db, acteur(context), (tx) => {
    const indu = lireIndu(tx.db, induId);
    if (!indu) throw introuvable('Ce trop-perçu');
    const constate = dateDe(indu.constateLe);
    if (mouvement.date < constate)
      throw new Refus(
        'date_anterieure',
        `Ce trop-perçu est constaté depuis le ${formaterDate(constate)} : rien n’a pu en être noté le ${formaterDate(mouvement.date)}.`,
      );
    if (mouvement.nature === 'abandonne') {
      // Close, la campagne attend encore un remboursement ; renoncer à une somme est une décision, prise avant.
      const campagneId = campagneDuDossier(tx.db, indu.dossierId);
      if (campagneId !== undefined) exigerCampagneOuverte(tx.db, campagneId);
    }
    if (mouvement.montantCentimes > indu.resteCentimes) {
      throw new Refus(
        'trop_grand',
        indu.resteCentimes === 0
          ? 'Ce trop-perçu est soldé : il n’y reste rien à noter.'
          : `Il ne reste dû que ${formaterEuros(indu.resteCentimes)} : le mouvement ne peut pas dépasser cette somme.`,
      );
    }
    insererMouvement(tx, indu, mouvement);
  });
}

/**
 * Retire un mouvement noté par erreur, et révise l’échéancier : une somme crue rendue a pu rouvrir un solde.
 * @throws Refus `mouvement_du_logiciel`, `mouvement_annule`, `abandon_caduc`, `campagne_close`
 */
export function annulerMouvement(
  context: Context,
  { mouvementId, motif }: { readonly mouvementId: number; readonly motif: string },
): void {
  ecrire(context.db, acteur(context), (tx) => {
    const mouvement = lireMouvement(tx.db, mouvementId);
    const indu = mouvement && lireIndu(tx.db, mouvement.induId);
    const campagneId = indu && campagneDuDossier(tx.db, indu.dossierId);
    if (!mouvement || !indu || campagneId === undefined) throw introuvable('Ce mouvement');
    exigerCampagneOuverte(tx.db, campagneId);
    const { nature, montantCentimes } = mouvement;
    if (nature !== 'recouvre' && nature !== 'compense' && nature !== 'abandonne')
      throw new Refus('mouvement_du_logiciel', 'Ce mouvement suit le droit : il ne s’annule pas à la main.');
    if (mouvement.annule) throw new Refus('mouvement_annule', 'Ce mouvement est déjà annulé.');
    if (nature === 'abandonne' && indu.abandonneCentimes < montantCentimes)
      throw new Refus(
        'abandon_caduc',
        'Le droit a rattrapé cet abandon, en tout ou partie : il est déjà sans objet, il n’y a rien à annuler.',
      );
    const date = context.horloge.aujourdhui();
    insererMouvement(tx, indu, { nature: 'annule', montantCentimes, date, reference: String(mouvementId), motif });
    reviserEcheancier(tx, campagneId, indu.dossierId);
  });
}
