import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { essayer } from '../../../db/essayer.ts';
import { evenementsDeLaCampagne, insererEvenement, type LigneEvenement } from '../../../db/queries/suivi.ts';
import type { CollectifSuivi, EffetSurLeDroit, EvenementSaisi, SuiviDossier } from '../../../shared/contract/suivi.ts';
import { formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { premiereIncoherence, SUITES } from '../../../shared/domaine/etat-collectif.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_EVENEMENT, LIBELLES_SITUATION, NOMS_EVENEMENT } from '../../../shared/domaine/libelles-suivi.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { changerSuivi } from './effet.ts';
import { lireSuiviDossier } from './lire.ts';
import { rassembler } from './rassembler.ts';

interface Demande {
  readonly dossierId: number;
  readonly evenements: readonly EvenementSaisi[];
}

export interface Change {
  readonly dossier: SuiviDossier;
  readonly effet: EffetSurLeDroit;
}

/** Note un ou plusieurs événements d’un dossier : tous, ou aucun. */
export function noter(context: Context, demande: Demande): Change {
  const auteur = acteur(context);
  const effet = ecrire(context.db, auteur, (tx) => inscrire(tx, context, demande, auteur.agentId));
  return { dossier: lireSuiviDossier(context, demande.dossierId), effet };
}

/** Ce que `noter` changerait, pour de bon puis annulé : il refuse ce que `noter` refuserait. */
export function apercevoir(context: Context, demande: Demande): EffetSurLeDroit {
  const auteur = acteur(context);
  return essayer(context.db, auteur, (tx) => inscrire(tx, context, demande, auteur.agentId));
}

function inscrire(
  tx: Transaction,
  context: Context,
  { dossierId, evenements }: Demande,
  agentId: number,
): EffetSurLeDroit {
  return changerSuivi(tx, context, dossierId, (campagneId) => {
    const { anneeScolaire, aujourdhui, dossiers } = rassembler(context, campagneId, dossierId);
    const collectifs = new Map((dossiers[0]?.collectifs ?? []).map((c) => [c.collectifId, c]));
    for (const evenement of evenements) {
      const collectif = collectifs.get(evenement.collectifId);
      if (!collectif?.accorde)
        throw new Refus(
          'collectif_non_agree',
          'Ce collectif n’est pas agréé par une décision en vigueur : il n’y a rien à y suivre.',
        );
      controler(evenement, collectif, { anneeScolaire, aujourdhui });
      insererEvenement(tx, evenement, { dossierId, agentId, libelle: dire(evenement, collectif) });
    }
    const apres = evenementsDeLaCampagne(tx.db, campagneId, dossierId);
    const derniers = new Set(evenements.map((e) => e.collectifId));
    for (const id of derniers) exigerCoherence(apres.get(id) ?? [], collectifs.get(id)?.lettre ?? '');
  });
}

function controler(
  evenement: EvenementSaisi,
  { lettre }: CollectifSuivi,
  { anneeScolaire, aujourdhui }: { readonly anneeScolaire: string; readonly aujourdhui: string },
): void {
  const { nature, dateEffet, lieu, jours, horaires, effectif, coordinateur, texte } = evenement;
  exigerDate(dateEffet, anneeScolaire);
  if ((nature === 'demarrage' || nature === 'non_demarre') && dateEffet > aujourdhui)
    throw new Refus(
      'date_a_venir',
      `Collectif ${lettre} : le ${formaterDate(dateEffet)} est à venir. Un démarrage se confirme une fois constaté.`,
    );
  const rienDit = [lieu, jours, horaires, effectif, coordinateur].every((valeur) => valeur === null);
  if (nature === 'changement' && rienDit && texte === '')
    throw new Refus('changement_vide', `Collectif ${lettre} : dites ce qui change.`);
}

/** De juillet à l’août d’après : hors de là, c’est une faute de frappe. @throws Refus */
export function exigerDate(date: string, anneeScolaire: string): void {
  const rentree = Number(anneeScolaire.slice(0, 4));
  if (lireDate(date).valide && date >= `${rentree}-07-01` && date <= `${rentree + 1}-08-31`) return;
  throw new Refus(
    'date_hors_annee',
    `« ${lireDate(date).valide ? formaterDate(date) : date} » n’est pas dans l’année ${anneeScolaire} : du 01/07/${rentree} au 31/08/${rentree + 1}.`,
  );
}

/** @throws Refus si la suite des événements ne se tient pas, en disant lequel et quoi faire */
export function exigerCoherence(evenements: readonly LigneEvenement[], lettre: string): void {
  const faute = premiereIncoherence(evenements);
  if (!faute) return;
  const { evenement, situation } = faute;
  const possibles = SUITES[situation].map((nature) => NOMS_EVENEMENT[nature]).join(' ou ');
  const quoi = `${NOMS_EVENEMENT[evenement.nature]} au ${formaterDate(evenement.dateEffet)}`;
  throw new Refus(
    'suite_impossible',
    `Collectif ${lettre} : ${quoi} ne se tient pas, il est alors « ${LIBELLES_SITUATION[situation].toLowerCase()} ». On peut y noter ${possibles} ; sinon, annulez d’abord ce qui s’y oppose.`,
  );
}

function dire({ nature, dateEffet, effectif, lieu, texte }: EvenementSaisi, { lettre }: CollectifSuivi): string {
  const details = [lieu, effectif === null ? null : pluriel(effectif, 'enfant'), texte || null].filter(
    (d) => d !== null,
  );
  const fin = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return `Collectif ${lettre} : ${LIBELLES_EVENEMENT[nature].toLowerCase()} au ${formaterDate(dateEffet)}${fin}`;
}

/** Le collectif d’un dossier, suivi. @throws Refus s’il n’y est pas */
export function exigerCollectif(collectifs: readonly CollectifSuivi[], collectifId: number): CollectifSuivi {
  const trouve = collectifs.find((c) => c.collectifId === collectifId);
  if (!trouve) throw introuvable('Ce collectif');
  return trouve;
}
