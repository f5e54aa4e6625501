import { adresse, type Classeur } from '../tableurs/classeur.ts';
import type { ColonneLue, Correspondances, DossierLu, LectureImport } from './dossier-lu.ts';
import { assembler } from './reconnaissance/assembler.ts';
import { lireClasseurReponse } from './reconnaissance/classeur-reponse.ts';
import { isClasseurReponse } from './reconnaissance/classeur-reponse-reperage.ts';
import { type Ancienne, type Communes, indexerCommunes } from './reconnaissance/communes.ts';
import { controlerDossiers } from './reconnaissance/controles.ts';
import { lireDemarche } from './reconnaissance/entetes.ts';
import { reconnaitreFeuilles } from './reconnaissance/feuilles.ts';
import { type FeuillePlanifiee, type Plan, planifier } from './reconnaissance/plan.ts';
import { creerReleve, type Releve } from './reconnaissance/releve.ts';
import { creerLexique } from './reconnaissance/ressemblance.ts';
import type { Synonymes } from './reconnaissance/synonymes.ts';
import { valeursDe } from './reconnaissance/tableau.ts';
import { texteDe } from './reconnaissance/valeurs.ts';

export interface OptionsReconnaissance {
  /** Nom du fichier reçu, chemin compris ou non. */
  readonly fichier: string;
  /** Choix de l’agent : ils l’emportent sur tout. */
  readonly correspondances?: Correspondances;
  /** Profil gardé d’un import précédent : l’emporte sur la reconnaissance, non sur l’agent. */
  readonly profil?: Correspondances;
  readonly synonymes: Synonymes;
  /** Code INSEE → commune. */
  readonly communes: Communes;
  /** Communes déléguées ou fusionnées, lues comme celle qui les a remplacées. */
  readonly communesAnciennes?: readonly Ancienne[];
  /** Celui de la Caf, « 45 » : d’un nom porté par plusieurs communes, la sienne. */
  readonly departement?: string | null;
  /** « 2026-2027 » : signale les actions qui commencent hors de l’année. */
  readonly anneeScolaire?: string;
}

/**
 * Reconnaît un classeur reçu : famille d’export, feuilles jointes, colonnes rapprochées, valeurs typées, anomalies.
 * Pur et sans échec : un contenu qu’on ne comprend pas devient une anomalie, jamais une exception.
 * @throws RefusDeLecture seulement pour un classeur de réponse d’une version inconnue
 */
export function reconnaitre(classeur: Classeur, options: OptionsReconnaissance): LectureImport {
  if (isClasseurReponse(classeur)) return lireClasseurReponse(classeur, options);
  const releve = creerReleve(options.fichier);
  for (const avertissement of classeur.avertissements) {
    releve.signaler({ code: 'lecture', feuille: null, cellule: null, valeur: '', message: avertissement });
  }
  const lexique = creerLexique(options.synonymes);
  const reconnaissance = reconnaitreFeuilles(classeur.feuilles, lexique);
  const plan = planifier(reconnaissance, {
    lexique,
    correspondances: options.correspondances ?? {},
    profil: options.profil ?? null,
  });
  const contexte = {
    famille: plan.famille,
    communes: indexerCommunes(options.communes, options.communesAnciennes, options.departement ?? null),
    releve,
  };
  const { dossiers, collectifsOrphelins } = assembler(plan, contexte);
  signalerFeuilles(plan, dossiers, classeur.format, releve);
  controlerDossiers(dossiers, options.anneeScolaire ?? null, releve);
  return {
    fichier: options.fichier,
    famille: plan.famille,
    demarche: lireDemarche(options.fichier),
    feuilles: plan.feuilles.map(({ nom, role, lignes }) => ({ nom, role, lignes: lignes.length })),
    colonnes: plan.feuilles.flatMap(montrerColonnes),
    dossiers,
    anomalies: releve.terminer(),
    collectifsOrphelins,
    ...(plan.profil === null ? {} : { profil: plan.profil }),
  };
}

function montrerColonnes(feuille: FeuillePlanifiee): ColonneLue[] {
  return feuille.colonnes.map(({ indice, entete, champ, confiance, origine }) => ({
    feuille: feuille.nom,
    colonne: indice,
    entete,
    exemples: [...new Set(valeursDe(feuille.tableau, indice, 12).map((c) => abreger(texteDe(c.contenu))))].slice(0, 3),
    champ,
    confiance,
    origine,
  }));
}

function signalerFeuilles(
  plan: Plan,
  dossiers: readonly DossierLu[],
  format: Classeur['format'],
  releve: Releve,
): void {
  const feuille = plan.dossiers[0]?.nom ?? null;
  const sansPlace = { feuille, cellule: null, valeur: '' };
  if (plan.dossiers.every(({ lignes }) => lignes.length === 0)) {
    releve.signaler({
      ...sansPlace,
      code: 'aucun_dossier',
      message: feuille
        ? `La feuille « ${feuille} » ne contient aucun dossier. Vérifiez le filtre appliqué avant l’export.`
        : 'Le fichier ne contient aucune feuille lisible. Vérifiez que c’est le bon fichier.',
    });
    return;
  }
  for (const lue of [...plan.dossiers, ...plan.collectifs]) signalerDoublesEntetes(lue, releve);
  if (plan.famille !== 'table' && format === 'csv') {
    releve.signaler({
      ...sansPlace,
      code: 'csv_sans_collectifs',
      message: 'Les collectifs ne sont jamais dans le CSV : demandez l’export XLSX.',
    });
    return;
  }
  if (plan.collectifs.length === 0 && !plan.collectifsEnLigne && !plan.collectifsEnLarge) {
    releve.signaler({
      ...sansPlace,
      code: 'collectifs_absents',
      message:
        'Aucune feuille ne décrit les collectifs : les dossiers sont importés sans eux. Vérifiez que le fichier est l’export complet, ou rapprochez les colonnes à la main.',
    });
    return;
  }
  for (const { numero, collectifs, reponses } of dossiers) {
    if (collectifs.length > 0) continue;
    releve.signaler({
      ...sansPlace,
      code: 'dossier_sans_collectif',
      cellule:
        reponses
          .find((r) => r.champ === 'numero')
          ?.adresse.split('!')
          .at(-1) ?? null,
      valeur: numero,
      message: `Dossier ${numero} : aucun collectif décrit. Demandez au porteur de compléter le bloc des collectifs.`,
      numeroDossier: numero,
    });
  }
}

/** Une question supprimée puis recréée dans le formulaire donne deux colonnes : l’agent doit le savoir. */
function signalerDoublesEntetes({ nom, tableau, colonnes }: FeuillePlanifiee, releve: Releve): void {
  const parCle = Map.groupBy(
    colonnes.filter((c) => c.cle !== '' && c.rang === null),
    (c) => c.cle,
  );
  const doubles = [...parCle.values()].filter((groupe) => groupe.length > 1);
  const [premier] = doubles;
  if (!premier?.[1]) return;
  const reunies = doubles.filter((groupe) => groupe[0]?.champ !== null).length;
  const cites = doubles.slice(0, 5).map((groupe) => `« ${groupe[0]?.entete ?? ''} » (${groupe.length} fois)`);
  releve.signaler({
    code: 'entetes_en_double',
    feuille: nom,
    cellule: tableau.ligneEntete === null ? null : adresse(premier[1].indice, tableau.ligneEntete),
    valeur: premier[1].libelle,
    message: `En-têtes en double : ${cites.join(', ')}. ${
      reunies > 0
        ? 'Pour un même champ, la première valeur non vide est retenue ; vérifiez le rapprochement.'
        : 'Ces colonnes ne servent pas, leurs réponses sont gardées séparément.'
    }`,
  });
}

function abreger(texte: string): string {
  const net = texte.replace(/\s+/g, ' ').trim();
  return net.length <= 80 ? net : `${net.slice(0, 79)}…`;
}
