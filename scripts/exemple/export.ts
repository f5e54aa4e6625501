import { type Cellule, decimal, entier, type Feuille, nomFeuilleBloc } from './classeur.ts';
import type { Reponse } from './collectifs.ts';
import { aDefaut, COLLECTIFS_ORPHELINS } from './defauts.ts';
import { type DossierExemple, SIRET_UNION } from './dossiers.ts';
import { ecrireDegrade, ecrireDemandeur, ecrireUnion } from './etablissements.ts';
import {
  BLOC_COLLECTIFS,
  COLONNES_AVIS,
  COLONNES_ETABLISSEMENTS,
  colonnesCollectifs,
  colonnesDossiers,
  LIBELLE_SIRET_GESTIONNAIRE,
  QUESTIONS,
  QUESTIONS_COLLECTIF,
  type Question,
} from './questions.ts';

/** Les quatre feuilles de l’export, dossiers dans l’ordre des dépôts comme dans le portail. */
export function composerFeuilles(dossiers: readonly DossierExemple[]): readonly Feuille[] {
  const tries = dossiers.toSorted((a, b) => comparer(a.calendrier.deposeLe, b.calendrier.deposeLe));
  return [
    {
      nom: 'Dossiers',
      entetes: colonnesDossiers().map((c) => c.entete),
      lignes: tries.map(ecrireDossier),
    },
    {
      nom: 'Etablissements',
      entetes: COLONNES_ETABLISSEMENTS.map((c) => c.entete),
      lignes: tries.flatMap(ecrireEtablissements),
    },
    { nom: 'Avis', entetes: COLONNES_AVIS.map((c) => c.entete), lignes: tries.slice(0, 3).map(ecrireAvis) },
    {
      nom: nomFeuilleBloc(BLOC_COLLECTIFS.numero, BLOC_COLLECTIFS.libelle),
      entetes: colonnesCollectifs().map((c) => c.entete),
      lignes: [...tries.flatMap(ecrireCollectifs), ...ecrireOrphelins(tries)],
    },
  ];
}

function ecrireDossier(dossier: DossierExemple): readonly Cellule[] {
  const { calendrier, structure } = dossier;
  return [
    dossier.numero,
    structure.courriel,
    'false',
    dossier.raisonSociale,
    'false',
    calendrier.etat,
    { instant: calendrier.modifieLe },
    { instant: calendrier.champsModifiesLe },
    { instant: calendrier.deposeLe },
    calendrier.passeEnInstructionLe ? { instant: calendrier.passeEnInstructionLe } : null,
    null,
    null,
    dossier.instructeurs.join(' '),
    ...QUESTIONS.flatMap((q) => ecrireReponse(q, dossier.reponses[q.cle] ?? null)),
  ];
}

/**
 * Cellules d’une réponse. Un nombre vide sort 0 et une case vide « off » : dans cet export, rien ne distingue
 * « 0 enfant » d’une question sans réponse.
 */
function ecrireReponse({ type }: Question, reponse: Reponse): readonly Cellule[] {
  if (reponse !== null && typeof reponse === 'object') {
    return [`${reponse.nom} (${reponse.codePostal})`, reponse.code, '45 – Loiret'];
  }
  if (type === 'commune') return [null, null, null];
  if (type === 'nombre') return [entier(Number(reponse ?? 0))];
  if (type === 'decimal') return [reponse === null ? entier(0) : decimal(Number(reponse))];
  if (type === 'case') return [String(reponse ?? 'off')];
  return [reponse === null ? null : String(reponse)];
}

function ecrireCollectifs({ numero, collectifs }: DossierExemple): readonly (readonly Cellule[])[] {
  return collectifs.map((collectif, i) => [
    numero,
    entier(i + 1),
    ...QUESTIONS_COLLECTIF.flatMap((q) => ecrireReponse(q, collectif[q.cle] ?? null)),
  ]);
}

/** Collectifs d’un dossier qui n’est plus dans la feuille `Dossiers`. */
function ecrireOrphelins(dossiers: readonly DossierExemple[]): readonly (readonly Cellule[])[] {
  const modele = dossiers.find((d) => d.collectifs.length >= COLLECTIFS_ORPHELINS.lignes);
  return modele
    ? ecrireCollectifs({
        ...modele,
        numero: COLLECTIFS_ORPHELINS.dossier,
        collectifs: modele.collectifs.slice(0, COLLECTIFS_ORPHELINS.lignes),
      })
    : [];
}

function ecrireEtablissements(dossier: DossierExemple): readonly (readonly Cellule[])[] {
  const lignes: (readonly Cellule[])[] = [];
  if (dossier.reponses.siretGestionnaire) {
    lignes.push(ecrireUnion(dossier.numero, LIBELLE_SIRET_GESTIONNAIRE, SIRET_UNION));
  }
  if (aDefaut('etablissement_absent', dossier.rang)) return lignes;
  const isDegrade = aDefaut('siret_faux', dossier.rang);
  lignes.push(isDegrade ? ecrireDegrade(dossier) : ecrireDemandeur(dossier));
  return lignes;
}

function ecrireAvis({ numero, calendrier }: DossierExemple, index: number): readonly Cellule[] {
  const isRepondu = index < 2;
  return [
    numero,
    'Merci de nous donner votre avis sur le lien avec les établissements scolaires.',
    isRepondu ? 'Avis favorable : l’équipe enseignante est associée depuis l’origine du projet.' : null,
    null,
    null,
    { instant: calendrier.modifieLe },
    { instant: calendrier.modifieLe },
    'm.duval@caf45.invalid',
    'expert.ecole@education45.invalid',
  ];
}

function comparer(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
