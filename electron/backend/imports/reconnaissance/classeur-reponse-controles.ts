import { COLONNE_REPONSE, type RoleFeuille } from '../../tableurs/ecrire-modele-format.ts';
import { adresseDe, type ClasseurRepere, type FeuilleDeReponses } from './classeur-reponse-reperage.ts';
import type { Releve } from './releve.ts';

const NOMS: Readonly<Record<RoleFeuille, string>> = {
  structure: 'Structure',
  projet: 'Projet',
  collectifs: 'Collectifs',
  budget: 'Budget',
  pieces: 'Pièces',
};

/** Ce qui manque au classeur entier : une feuille, la fiche masquée. */
export function signalerManques({ feuilles, fiche }: ClasseurRepere, numeroDossier: string, releve: Releve): void {
  for (const role of Object.keys(NOMS) as RoleFeuille[]) {
    if (feuilles.some((f) => f.role === role)) continue;
    releve.signaler({
      code: 'feuille_absente',
      feuille: null,
      cellule: null,
      valeur: NOMS[role],
      message: `La feuille « ${NOMS[role]} » n’est plus dans le classeur : ses réponses manquent. Demandez au porteur le classeur entier.`,
      numeroDossier,
    });
  }
  if (fiche !== null) return;
  releve.signaler({
    code: 'fiche_absente',
    feuille: null,
    cellule: null,
    valeur: '',
    message:
      'Le classeur ne dit plus pour quelle campagne il a été préparé (feuille masquée retirée). Vérifiez que c’est bien une réponse à cette campagne.',
    numeroDossier,
  });
}

/** Une réponse à une autre année n’est jamais importée ici. */
export function controlerCampagne(
  { fiche }: ClasseurRepere,
  anneeScolaire: string | undefined,
  numeroDossier: string,
  releve: Releve,
): void {
  const prepare = fiche?.campagne;
  if (prepare === undefined || anneeScolaire === undefined || prepare === anneeScolaire) return;
  releve.signaler({
    code: 'autre_campagne',
    feuille: null,
    cellule: null,
    valeur: prepare,
    message: `Ce classeur répond à la campagne ${prepare}, et non à ${anneeScolaire}. Importez-le dans la campagne ${prepare}, ou demandez au porteur de remplir celui de ${anneeScolaire}. La réponse est laissée à l’écart.`,
    bloquante: true,
    numeroDossier,
  });
}

/** Un classeur préparé pour un porteur et rempli par un autre. */
export function controlerSiret(
  { fiche, feuilles }: ClasseurRepere,
  siret: string | null,
  numeroDossier: string,
  releve: Releve,
): void {
  if (!fiche?.siret || siret === null || siret === fiche.siret) return;
  const structure = feuilles.find(({ role }) => role === 'structure');
  const ligne = structure?.lignes.find(({ code }) => code === 'siret')?.ligne;
  releve.signaler({
    code: 'siret_change',
    feuille: structure?.nom ?? null,
    cellule: structure && ligne ? adresseDe(structure, ligne, COLONNE_REPONSE) : null,
    valeur: siret,
    message: `Ce classeur avait été préparé pour le SIRET ${fiche.siret}. Vérifiez qui répond : un autre établissement, ou une autre structure à qui il a été transmis ?`,
    numeroDossier,
  });
}

/** Un classeur où rien n’est écrit : une seule anomalie, aucun dossier. */
export function signalerVierge(feuilles: readonly FeuilleDeReponses[], releve: Releve): null {
  releve.signaler({
    code: 'classeur_vierge',
    feuille: feuilles[0]?.nom ?? null,
    cellule: null,
    valeur: '',
    message:
      'Ce classeur de réponse n’est pas rempli : aucune réponse n’y est écrite. Vérifiez que c’est le bon fichier, ou renvoyez-le au porteur.',
    bloquante: true,
  });
  return null;
}

/** Une feuille recopiée dans le classeur, qui n’est pas lue. */
export function signalerDouble(nom: string, role: RoleFeuille, releve: Releve): void {
  releve.signaler({
    code: 'feuille_en_double',
    feuille: nom,
    cellule: null,
    valeur: nom,
    message: `La feuille « ${NOMS[role]} » est deux fois dans le classeur : « ${nom} » n’est pas lue. Vérifiez laquelle est la bonne.`,
  });
}
