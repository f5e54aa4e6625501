import { eq } from 'drizzle-orm';
import { ecrire } from '../../../../db/ecrire.ts';
import { sceller } from '../../../../db/empreintes.ts';
import {
  changerConvention,
  insererConvention,
  lireConvention,
  prochainRang,
} from '../../../../db/queries/conventions.ts';
import { bilans } from '../../../../db/schema/bilans.ts';
import { evenementsCollectif } from '../../../../db/schema/suivi.ts';
import { acteur } from '../../../../electron/backend/acteur.ts';
import { confirmerIban } from '../../../../electron/backend/banque/ibans.ts';
import type { Context } from '../../../../electron/backend/context.ts';
import { lireLot } from '../../../../electron/backend/lots/lire.ts';
import { preparerLot } from '../../../../electron/backend/lots/preparer.ts';
import { validerLot } from '../../../../electron/backend/lots/valider.ts';
import { lirePaiements } from '../../../../electron/backend/paiements/lire.ts';
import { reviserEcheancier } from '../../../../electron/backend/paiements/reviser.ts';
import { decider } from '../../../../electron/backend/seances/decider.ts';
import { APPEL, type Banc, IBANS, importer, lectureDe, SIRETS, source } from '../argent-essai.ts';

export const ECHEANCIER_70 = {
  libelle: '70 % puis solde',
  acomptes: [{ partPointsBase: 7000, mois: 12, decalageAnnee: 0 }],
  solde: { mois: 11, decalageAnnee: 1 },
};

/** Un dossier du banc, et de quoi l’atteindre sans passer par l’écran. */
export interface DossierEssai {
  readonly id: number;
  readonly numero: string;
  readonly structureId: number;
  readonly iban: string;
  readonly collectifIds: readonly number[];
}

/** Trois porteurs, un collectif chacun : 9 000 €, 6 000 € et 6 000 €, agréés, sans convention. */
export function agreer(banc: Banc, couts: readonly number[] = [900_000, 600_000, 600_000]): DossierEssai[] {
  const { context, campagneId, seanceId } = banc;
  importer(
    context,
    campagneId,
    lectureDe(
      couts.map((coutCentimes, i) =>
        source({
          numero: `100${i + 1}`,
          nom: `Porteur ${'ABC'.charAt(i)}`,
          siret: SIRETS[i] ?? null,
          iban: IBANS[i] ?? null,
          budgetCentimes: coutCentimes,
          collectifs: [{ libelle: 'Rouge', coutCentimes, effectif: 10 }],
        }),
      ),
    ),
  );
  const dossiers = lireDossiers(context);
  decider(context, {
    seanceId,
    collectifIds: dossiers.flatMap((d) => d.collectifIds),
    nature: 'agree',
    motif: null,
    texte: '',
  });
  return dossiers;
}

function lireDossiers({ db }: Context): DossierEssai[] {
  const lignes = db.$client
    .prepare(
      `SELECT d.id, d.numero, d.structure_id AS structureId, c.iban,
         (SELECT json_group_array(k.id) FROM collectifs k WHERE k.dossier_id = d.id) AS ids
       FROM dossiers d JOIN coordonnees_bancaires c ON c.structure_id = d.structure_id AND c.actif = 1 ORDER BY d.numero`,
    )
    .all() as (Omit<DossierEssai, 'collectifIds'> & { ids: string })[];
  return lignes.map(({ ids, ...d }) => ({ ...d, collectifIds: JSON.parse(ids) as number[] }));
}

/** Génère et signe la convention d’un dossier. */
export function signer(context: Context, campagneId: number, dossierId: number, montantCentimes = 100_000_000): void {
  ecrire(context.db, acteur(context), (tx) => {
    const rang = prochainRang(tx.db, 2026);
    const id = insererConvention(tx, {
      campagneId,
      dossierId,
      nature: 'convention',
      conventionId: null,
      exercice: 2026,
      rang,
      numero: `C2026-${rang}`,
      montantCentimes,
      contenu: {},
    });
    const convention = lireConvention(tx.db, id);
    if (!convention) throw new Error('convention perdue');
    changerConvention(
      tx,
      convention,
      { etat: 'signee', signeeLe: '2026-09-15', signataire: 'La présidente' },
      { action: 'convention.signer', libelle: 'Convention signée' },
    );
  });
}

/** Valide un bilan au droit réel donné, ou rouvre celui qui l’est (`null`), et révise l’échéancier comme l’application. */
export function bilan(context: Context, campagneId: number, dossierId: number, droitReelCentimes: number | null): void {
  ecrire(context.db, acteur(context), (tx) => {
    const avant = tx.db.select().from(bilans).where(eq(bilans.dossierId, dossierId)).get();
    const agent = tx.acteur.agentId ?? 0;
    const id =
      avant?.id ??
      tx.db
        .insert(bilans)
        .values({
          dossierId,
          etat: 'recu',
          recuLe: '2027-09-10',
          origine: 'essai',
          contenu: {
            collectifs: [],
            rencontresParents: null,
            salaries: null,
            heuresSalaries: null,
            benevoles: null,
            heuresBenevoles: null,
            partenaires: [],
            reussites: '',
            difficultes: '',
            explications: {},
          },
          saisiPar: agent,
          saisiLe: tx.acteur.instant,
        })
        .returning({ id: bilans.id })
        .get().id;
    // Validé, il se rouvre avant de changer.
    tx.db.update(bilans).set({ etat: 'recu' }).where(eq(bilans.id, id)).run();
    tx.db
      .update(bilans)
      .set(
        droitReelCentimes === null
          ? { validePar: null, valideLe: null }
          : { etat: 'valide', droitReelCentimes, validePar: agent, valideLe: tx.acteur.instant },
      )
      .where(eq(bilans.id, id))
      .run();
    sceller(tx, 'bilans', [id]);
    tx.journaliser({
      action: 'bilan.essai',
      libelle: 'Bilan',
      objet: `dossier:${dossierId}`,
      apres: { droitReelCentimes },
    });
    reviserEcheancier(tx, campagneId, dossierId);
  });
}

export function noterEvenement(
  context: Context,
  cible: { readonly campagneId: number; readonly dossierId: number; readonly collectifId: number },
  nature: 'demarrage' | 'non_demarre' | 'arret' | 'reprise',
  dateEffet: string,
): void {
  const { campagneId, dossierId, collectifId } = cible;
  ecrire(context.db, acteur(context), (tx) => {
    const { id } = tx.db
      .insert(evenementsCollectif)
      .values({ collectifId, nature, dateEffet, agentId: tx.acteur.agentId ?? 0, instant: tx.acteur.instant })
      .returning({ id: evenementsCollectif.id })
      .get();
    sceller(tx, 'evenements_collectif', [id]);
    tx.journaliser({ action: 'suivi.noter', libelle: nature, objet: `dossier:${dossierId}`, apres: { dateEffet } });
    reviserEcheancier(tx, campagneId, dossierId);
  });
}

/** L’IBAN d’un dossier, confirmé par le second agent. */
export function confirmer(banc: Banc, { structureId, iban }: DossierEssai): void {
  confirmerIban(banc.second, { structureId, iban, preuve: APPEL });
}

/** Prêts à payer : conventions signées, IBAN vérifiés. */
export function preparerLeTerrain(banc: Banc): DossierEssai[] {
  const dossiers = agreer(banc);
  for (const dossier of dossiers) {
    signer(banc.context, banc.campagneId, dossier.id);
    confirmer(banc, dossier);
  }
  return dossiers;
}

/** Prépare un lot de tout ce qui est payable, par le premier agent. */
export function preparer({ context, campagneId }: Banc, exercice = 2026): number {
  const payables = lirePaiements(context, campagneId).lignes.filter((l) => l.statut === 'payable');
  return preparerLot(context, {
    campagneId,
    exercice,
    libelle: 'Lot d’essai',
    datePrevue: '2026-12-15',
    echeanceIds: payables.map((l) => l.echeanceId),
  });
}

export function valider(context: Context, lotId: number): string {
  const { nombreLignes, montantCentimes } = lireLot(context, lotId);
  return validerLot(context, { lotId, nombreLignes, montantCentimes });
}

/** Chaque échéance, comme un agent la lirait : « 1001 Acompte 1 1794,10 au_lot ». */
export function resumer({ context, campagneId }: Banc): string[] {
  return lirePaiements(context, campagneId).lignes.map(
    (l) => `${l.numeroDossier} ${l.libelle} ${(l.montantCentimes / 100).toFixed(2)} ${l.statut}`,
  );
}
