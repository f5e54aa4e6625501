import { changementsDepuis } from '../../../db/queries/changements.ts';
import {
  campagneDuDossier,
  type LigneReponse,
  type LignesDossiers,
  lireLignesDossiers,
} from '../../../db/queries/dossiers.ts';
import { anomaliesCourantes } from '../../../db/queries/imports.ts';
import { journalDeLObjet } from '../../../db/queries/journal.ts';
import type { Dossier, LigneDossier, Reponse } from '../../../shared/contract/dossiers.ts';
import { CHAMP_PAR_CODE, lireCodeBudget, type TypeChamp } from '../../../shared/domaine/champs.ts';
import { formaterDate, formaterHeure } from '../../../shared/domaine/dates.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { estFournie } from '../../../shared/domaine/pieces.ts';
import { type Annuaire, nomCommune } from '../communes.ts';
import { commentaireDesLecteurs } from '../instruction/vue.ts';
import { etatsDuDossier } from '../pieces/etats.ts';
import { introuvable } from '../refus.ts';
import { type Evaluation, evaluerCampagne, type Regles } from './evaluer.ts';
import { CHAMPS_DES_FAITS, valeursParChamp } from './faits.ts';
import { evaluerToute, lireRegles, type SocleLecture } from './regles.ts';

export function listerDossiers(context: SocleLecture, campagneId: number): LigneDossier[] {
  return evaluerToute(context, campagneId).map((e) => e.ligne);
}

/** `pourLire` : le dossier tel que le voit celui qui le lit (lecture aveugle), même s’il n’a encore rien coté. */
export function lireDossier(context: SocleLecture, dossierId: number, pourLire = false): Dossier {
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const trouve = lireDossiersComplets(context, campagneId, [dossierId], pourLire)[0];
  if (!trouve) throw introuvable('Ce dossier');
  return trouve;
}

/** Les dossiers demandés, avec tout ce que la page et la fiche imprimée montrent ; l’ordre demandé est gardé. */
export function lireDossiersComplets(
  context: SocleLecture,
  campagneId: number,
  ids: readonly number[],
  pourLire = false,
): Dossier[] {
  const regles = lireRegles(context, campagneId, pourLire ? ids[0] : undefined);
  // Un seul dossier demandé : les autres ne servent qu’au rang.
  const lignes = lireLignesDossiers(context.db, campagneId, ids.length === 1 ? { champs: CHAMPS_DES_FAITS } : {});
  const evaluations = evaluerCampagne(lignes, regles);
  const parId = new Map(evaluations.map((e, i) => [e.ligne.id, { e, i }]));
  const anomalies = Map.groupBy(anomaliesCourantes(context.db, campagneId), (a) => a.numeroDossier ?? '');
  return ids.flatMap((id) => {
    const trouve = parId.get(id);
    if (!trouve) return [];
    // Les colonnes non rapprochées ne viennent qu’avec la lecture d’un seul dossier.
    const reponses =
      ids.length === 1
        ? (lireLignesDossiers(context.db, campagneId, { dossierId: id }).reponses.get(id) ?? [])
        : (lignes.reponses.get(id) ?? []);
    const voisins = {
      precedent: evaluations[trouve.i - 1]?.ligne.id ?? null,
      suivant: evaluations[trouve.i + 1]?.ligne.id ?? null,
    };
    const evenements = journalDeLObjet(context.db, `dossier:${id}`, 100).map((e) => ({
      instant: e.instant,
      agent: e.agentNom,
      action: e.action,
      detail: e.libelle,
    }));
    return [
      composer({ campagneId, evaluation: trouve.e, lignes, reponses, regles }, voisins, {
        evenements,
        changementsDepuisLecture: changementsALire(context, trouve.e),
        anomaliesImport: (anomalies.get(trouve.e.ligne.numero) ?? []).map((a) => ({
          adresse: a.feuille && a.cellule ? `${a.feuille}!${a.cellule}` : (a.feuille ?? ''),
          message: a.message,
          valeur: a.valeur,
        })),
      }),
    ];
  });
}

/** Ce que les imports ont changé depuis la plus ancienne lecture qu’ils ont dépassée. */
function changementsALire(
  { db }: SocleLecture,
  { ligne: { id, modifieDepuisLecture }, lectures }: Evaluation,
): Dossier['changementsDepuisLecture'] {
  const [depuis] = lectures.toutes.map((l) => l.modifieLe).toSorted();
  return modifieDepuisLecture && depuis !== undefined ? changementsDepuis(db, id, depuis) : [];
}

interface Sources {
  readonly campagneId: number;
  readonly evaluation: Evaluation;
  readonly lignes: LignesDossiers;
  readonly reponses: readonly LigneReponse[];
  readonly regles: Regles;
}

function composer(
  sources: Sources,
  voisins: Dossier['lignes'],
  suites: Pick<Dossier, 'evenements' | 'anomaliesImport' | 'changementsDepuisLecture'>,
): Dossier {
  const { evaluation, lignes, reponses, regles } = sources;
  const { ligne, budget, collectifs, conditions } = evaluation;
  const entree = lignes.dossiers.find((d) => d.dossier.id === ligne.id);
  if (!entree) throw introuvable('Ce dossier');
  const { dossier, structure } = entree;
  const valeurs = valeursParChamp(reponses);
  const banque = lignes.banque.get(structure.id);
  const lignesBudget = lignes.budget.get(ligne.id) ?? [];
  const idParRang = new Map(collectifs.map((c) => [c.rang, c.id]));
  return {
    ...ligne,
    ...suites,
    campagneId: sources.campagneId,
    lignes: voisins,
    etatSource: dossier.etatSource,
    intitule: dossier.intitule,
    quartier: dossier.quartier,
    contacts: {
      adresse: structure.adresse,
      codePostal: structure.codePostal,
      communeSiege: nomCommune(regles.annuaire, structure.communeSiege),
      courriel: structure.courriel,
      telephone: structure.telephone,
      representant: structure.representant,
      coordinateur: valeurs.get('coordinateur') ?? null,
    },
    banque: banque ? { titulaire: banque.titulaire, iban: banque.iban, bic: banque.bic, etat: banque.etat } : null,
    listeCollectifs: collectifs,
    budget: {
      charges: lignesBudget.filter((l) => l.sens === 'charge').map(presenterLigneBudget),
      produits: lignesBudget.filter((l) => l.sens === 'produit').map(presenterLigneBudget),
      totalChargesCentimes: budget.totalChargesCentimes,
      totalProduitsCentimes: budget.totalProduitsCentimes,
      contributions86Centimes: budget.contributions86Centimes,
      contributions87Centimes: budget.contributions87Centimes,
      controles: budget.controles,
    },
    reponses: reponses.map((r) => ({
      champ: r.champ,
      libelle: r.libelle,
      section: section(r),
      valeur: afficher(r, regles.annuaire),
      brut: r.brut,
      adresse: r.adresse,
      collectifId: r.collectifRang === null ? null : (idParRang.get(r.collectifRang) ?? null),
    })),
    conditions,
    pieces: etatsDuDossier(regles.pieces, ligne.id, valeurs).map((p) => ({
      champ: p.champ ?? p.code,
      libelle: p.libelle,
      recue: estFournie(p.etat) === true,
      fichiers: [p.annonces, ...p.fichiers.filter((f) => f.retire === null).map((f) => f.nom)]
        .filter(Boolean)
        .join(', '),
    })),
    commentaire: commentaireDesLecteurs(evaluation.lectures),
    echeances: (lignes.echeances.get(ligne.id) ?? []).map((e) => ({
      libelle: e.libelle,
      montantCentimes: e.montantCentimes,
      datePrevue: e.datePrevue,
      statut: 'prévue',
    })),
  };
}

function presenterLigneBudget(l: { compte: string; libelle: string; montantCentimes: number; adresse: string }) {
  return { compte: l.compte, libelle: l.libelle, montantCentimes: l.montantCentimes, adresse: l.adresse };
}

function section(reponse: LigneReponse): Reponse['section'] {
  if (reponse.collectifRang !== null) return 'collectifs';
  if (reponse.champ === null) return 'autres';
  if (lireCodeBudget(reponse.champ)) return 'budget';
  return CHAMP_PAR_CODE.get(reponse.champ)?.section ?? 'autres';
}

/** La valeur normalisée, écrite pour être lue. */
function afficher(reponse: LigneReponse, annuaire: Annuaire): string {
  if (reponse.champ === null) return reponse.brut;
  if (lireCodeBudget(reponse.champ)) return formaterEuros(Number(reponse.valeur));
  const ecrire = ECRITURES[CHAMP_PAR_CODE.get(reponse.champ)?.type ?? 'texte'];
  return ecrire?.(reponse.valeur, annuaire) ?? (reponse.valeur || reponse.brut);
}

/** Comment une valeur normalisée s’écrit selon son type ; null quand elle n’a pas la forme attendue : le brut la remplace. */
const ECRITURES: Partial<Record<TypeChamp, (valeur: string, annuaire: Annuaire) => string | null>> = {
  montant: (valeur) => (/^-?\d+$/.test(valeur) ? formaterEuros(Number(valeur)) : null),
  date: (valeur) => (/^\d{4}-\d{2}-\d{2}$/.test(valeur) ? formaterDate(valeur) : null),
  instant: (valeur) =>
    /^\d{4}-\d{2}-\d{2}T/.test(valeur)
      ? `${formaterDate(valeur.slice(0, 10))} à ${formaterHeure(valeur.slice(11, 16))}`
      : null,
  oui_non: (valeur) => (valeur === 'oui' ? 'Oui' : valeur === 'non' ? 'Non' : null),
  commune: (valeur, annuaire) => nomCommune(annuaire, valeur),
};
