import type { ClasseurLu } from '../../../../shared/contract/bilans-classeur.ts';
import { type SaisieDeBilan, sommerEnfants } from '../../../../shared/domaine/bilan-analyse.ts';
import { estVierge } from '../../../../shared/domaine/bilan-valeurs.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import type { Anomalie, FicheBilan, LectureDeBilan } from './bilan-lu.ts';
import { type BilanCompris, comprendreBilan } from './comprendre.ts';
import type { DossierEnBase, EtatDeReprise } from './etat-de-reprise.ts';

/** Un fichier comparé à la base : ce que la page en montre, et ce qui s’écrirait. */
export interface FichierCompare {
  readonly vu: ClasseurLu;
  /** null : rien n’en serait écrit, quoi que l’agent choisisse. */
  readonly aEcrire: {
    readonly dossier: DossierEnBase;
    readonly saisie: SaisieDeBilan;
    readonly fiche: FicheBilan;
  } | null;
}

/** Ce que chaque classeur changerait à la base de ce moment, et tout ce qui n’y va pas. Pur. */
export function comparerBilans(lectures: readonly LectureDeBilan[], etat: EtatDeReprise): FichierCompare[] {
  const compares = lectures.map((lecture) => comparerFichier(lecture, etat));
  return direDoublons(compares);
}

function comparerFichier({ nom, lu, refus }: LectureDeBilan, etat: EtatDeReprise): FichierCompare {
  if (lu === null) return bloquer(nom, null, [entiere('illisible', refus)]);
  const { fiche } = lu;
  const ailleurs = situerAilleurs(fiche, etat);
  const dossier = etat.dossiers.get(fiche.dossierId);
  if (ailleurs !== null || dossier === undefined) {
    return bloquer(nom, fiche, ailleurs === null ? [] : [ailleurs]);
  }
  const compris = comprendreBilan(lu, dossier.cible);
  const anomalies = [...empechements(dossier, etat), ...direVierge(compris), ...compris.anomalies];
  const bloque = anomalies.some((a) => a.bloquante);
  const plusAncien = bloque ? null : direPlusAncien(fiche, dossier);
  const inchange = !bloque && dossier.bilan?.etat === 'recu' && memeSaisie(compris.saisie, dossier.saisie);
  const etatDuFichier = bloque ? 'bloque' : inchange ? 'inchange' : plusAncien === null ? 'a_ecrire' : 'a_decider';
  return {
    vu: {
      fichier: nom,
      etat: etatDuFichier,
      dossierId: dossier.id,
      numero: dossier.numero,
      structure: dossier.structure,
      remplace: direRemplace(dossier),
      resume: resumer(compris, dossier),
      anomalies: [...(etatDuFichier === 'a_decider' && plusAncien !== null ? [plusAncien] : []), ...anomalies],
    },
    aEcrire: bloque || inchange ? null : { dossier, saisie: compris.saisie, fiche },
  };
}

function entiere(code: string, message: string, bloquante = true): Anomalie {
  return { code, feuille: null, cellule: null, valeur: '', message, bloquante };
}

function bloquer(fichier: string, fiche: FicheBilan | null, anomalies: readonly Anomalie[]): FichierCompare {
  return {
    vu: {
      fichier,
      etat: 'bloque',
      dossierId: null,
      numero: fiche?.numero ?? null,
      structure: fiche?.structure ?? null,
      remplace: null,
      resume: null,
      anomalies: [...anomalies],
    },
    aEcrire: null,
  };
}

/** Pourquoi ce classeur n’est pas celui d’un dossier agréé de cette campagne ; null s’il l’est. */
function situerAilleurs(fiche: FicheBilan, etat: EtatDeReprise): Anomalie | null {
  const { numero, structure, campagne } = fiche;
  if (fiche.base !== etat.base) {
    return entiere(
      'autre_base',
      `Ce classeur vient d’une autre base de Clas (dossier ${numero}, ${structure}, campagne ${campagne}) : ouvrez-la pour le lire.`,
    );
  }
  const lieu = etat.situer(fiche.dossierId);
  if (lieu === undefined) {
    return entiere('dossier_inconnu', `Le dossier ${numero} (${structure}) n’existe pas, ou plus, dans cette base.`);
  }
  if (lieu.campagneId !== etat.campagneId) {
    return entiere(
      'autre_campagne',
      `Ce bilan est celui de la campagne ${lieu.anneeScolaire}, pas de ${etat.anneeScolaire} : changez de campagne pour le lire.`,
    );
  }
  if (lieu.numero !== numero) {
    return entiere(
      'dossier_inconnu',
      `Ce classeur dit le dossier ${numero}, la base connaît le ${lieu.numero} sous la même clé : il ne peut pas être lu.`,
    );
  }
  if (etat.vise !== null && etat.vise !== fiche.dossierId) {
    return entiere('autre_dossier', `Ce classeur est celui du dossier ${numero} (${structure}), pas de celui-ci.`);
  }
  if (!etat.dossiers.has(fiche.dossierId)) {
    return entiere(
      'dossier_non_agree',
      `Aucun collectif du dossier ${numero} n’est agréé : il n’y a pas de bilan à lire.`,
    );
  }
  return null;
}

function empechements({ bilan }: DossierEnBase, { close, anneeScolaire }: EtatDeReprise): Anomalie[] {
  if (close)
    return [entiere('campagne_close', `La campagne ${anneeScolaire} est close : ses bilans ne changent plus.`)];
  if (bilan?.etat !== 'valide') return [];
  return [
    entiere(
      'deja_valide',
      'Le bilan de ce dossier est validé, son droit réel est figé : rouvrez-le d’abord, en disant pourquoi.',
    ),
  ];
}

/** Un classeur rendu tel quel n’est pas un bilan reçu : le porteur sortirait des relances sans avoir rien dit. */
function direVierge({ saisie, anomalies }: BilanCompris): Anomalie[] {
  // Une case illisible vaut « rien » ici : c’est elle qui est à dire.
  if (!estVierge(saisie) || anomalies.some((a) => a.bloquante)) return [];
  return [
    entiere(
      'rien_rempli',
      'Rien n’est rempli dans ce classeur : ni collectif, ni nombre, ni montant. Le bilan n’est pas reçu ; demandez au porteur de le remplir.',
    ),
  ];
}

/**
 * La base en sait plus que ce classeur : le bilan en base a été saisi, ou vient d’un classeur préparé, après lui.
 * Le même classeur corrigé et rendu à nouveau n’est pas plus ancien que lui-même.
 */
function direPlusAncien({ prepareLe }: FicheBilan, { bilan, repris }: DossierEnBase): Anomalie | null {
  if (bilan === undefined) return null;
  const vientDuClasseur = repris?.instant === bilan.saisiLe;
  const depuis = vientDuClasseur ? repris.prepareLe : bilan.saisiLe;
  if (prepareLe >= depuis) return null;
  return entiere(
    'plus_ancien',
    vientDuClasseur
      ? `Le bilan en base vient d’un classeur préparé plus tard, le ${formaterInstant(depuis)} (celui-ci : ${formaterInstant(prepareLe)}).`
      : `Le bilan en base a été saisi le ${formaterInstant(bilan.saisiLe)} par ${bilan.saisiParNom}, après la préparation de ce classeur (${formaterInstant(prepareLe)}).`,
    false,
  );
}

function direRemplace({ bilan }: DossierEnBase): string | null {
  if (bilan === undefined) return null;
  const quoi = { brouillon: 'un brouillon', recu: 'un bilan reçu', valide: 'un bilan validé' }[bilan.etat];
  return `${quoi} du ${formaterInstant(bilan.saisiLe)}, ${bilan.saisiParNom} (${bilan.origine})`;
}

function resumer({ saisie, analyse, manquantes }: BilanCompris, { cible }: DossierEnBase): ClasseurLu['resume'] {
  const enfants = saisie.contenu.collectifs.reduce((n, c) => n + (sommerEnfants(c.enfants) ?? 0), 0);
  return {
    collectifsAgrees: cible.agree.collectifs.length,
    collectifsRealises: analyse.droit.realises,
    enfants,
    chargesCentimes: analyse.budget?.totalChargesCentimes ?? 0,
    produitsCentimes: analyse.budget?.totalProduitsCentimes ?? 0,
    manquantes,
    droitReelCentimes: analyse.droit.droitCentimes,
  };
}

/** D’où vient une ligne n’en change pas le sens. */
function memeSaisie(a: SaisieDeBilan, b: SaisieDeBilan): boolean {
  return canonique(a) === canonique(b);
}

function canonique({ contenu, collectifs, budget }: SaisieDeBilan): string {
  const { explications, ...reste } = contenu;
  const dites = Object.entries(explications)
    .filter(([, dit]) => dit !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sansAdresse = budget.map(({ sens, compte, libelle, montantCentimes }) => [
    sens,
    compte,
    libelle,
    montantCentimes,
  ]);
  return JSON.stringify(trier([reste, dites, collectifs, sansAdresse]));
}

/** Les clés dans l’ordre : la base ne garde pas celui de l’écriture. */
function trier(valeur: unknown): unknown {
  if (Array.isArray(valeur)) return valeur.map(trier);
  if (typeof valeur !== 'object' || valeur === null) return valeur;
  return Object.fromEntries(
    Object.entries(valeur)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([cle, v]) => [cle, trier(v)]),
  );
}

/** Deux classeurs du même dossier : les mêmes réponses n’en font qu’un, sinon on ne sait pas lequel est le bon. */
function direDoublons(compares: readonly FichierCompare[]): FichierCompare[] {
  const parDossier = Map.groupBy(
    compares.filter((c) => c.vu.dossierId !== null),
    (c) => c.vu.dossierId,
  );
  return compares.map((compare): FichierCompare => {
    const [premier, ...autres] = parDossier.get(compare.vu.dossierId) ?? [];
    if (premier === undefined || autres.length === 0 || compare.vu.dossierId === null) return compare;
    const semblables = [premier, ...autres].every(
      (c) => c.aEcrire !== null && premier.aEcrire !== null && memeSaisie(c.aEcrire.saisie, premier.aEcrire.saisie),
    );
    const { vu } = compare;
    const voisins = [premier, ...autres].filter((c) => c !== compare).map((c) => `« ${c.vu.fichier} »`);
    if (!semblables) {
      const dit = entiere(
        'doublon_different',
        `Le dossier ${vu.numero ?? ''} a un autre classeur dans ce lot, qui ne dit pas la même chose : ${voisins.join(', ')}. Gardez le bon.`,
      );
      return { vu: { ...vu, etat: 'bloque', anomalies: [dit, ...vu.anomalies] }, aEcrire: null };
    }
    if (compare === premier) return compare;
    const dit = entiere('doublon', `Les mêmes réponses que « ${premier.vu.fichier} » : lu une seule fois.`, false);
    return { vu: { ...vu, etat: 'inchange', anomalies: [dit, ...vu.anomalies] }, aEcrire: null };
  });
}
