import type { CollectifLu } from '../dossier-lu.ts';
import type { LigneLue } from './lire-ligne.ts';
import { lireNiveau } from './niveaux.ts';
import type { Releve } from './releve.ts';

export interface CollectifBrut {
  /** Rang écrit dans le fichier (« Ligne ») ; null s’il n’y est pas. */
  readonly rang: number | null;
  readonly ligne: LigneLue;
}

/** Compose les collectifs d’un dossier, dans l’ordre de leur rang, chacun avec un rang à lui. */
export function composerCollectifs(
  bruts: readonly CollectifBrut[],
  numeroDossier: string,
  releve: Releve,
): CollectifLu[] {
  const pris = new Set<number>();
  let dernier = 0;
  return bruts
    .map((brut, ordre) => {
      // Deux blocs de collectifs numérotent chacun depuis 1 : le second prend la suite.
      const voulu = brut.rang ?? ordre + 1;
      const rang = pris.has(voulu) ? dernier + 1 : voulu;
      pris.add(rang);
      dernier = Math.max(dernier, rang);
      return composerCollectif(brut.ligne, rang, numeroDossier, releve);
    })
    .toSorted((a, b) => a.rang - b.rang);
}

function composerCollectif(ligne: LigneLue, rang: number, numeroDossier: string, releve: Releve): CollectifLu {
  const lire = (champ: string): string | null => ligne.valeurs.get(`collectif.${champ}`)?.valeur || null;
  const nombre = (champ: string): number | null => {
    const valeur = lire(champ);
    return valeur === null ? null : Number(valeur);
  };
  return {
    rang,
    libelle: lire('libelle') ?? `Collectif ${rang}`,
    niveau: lireNiveauDe(ligne, numeroDossier, releve),
    classes: lire('classes'),
    effectif: nombre('effectif'),
    communeInsee: lire('communeInsee'),
    lieu: lire('lieu'),
    jours: lire('jours'),
    horaires: lire('horaires'),
    adultes: nombre('adultes'),
    coutCentimes: nombre('cout'),
    reponses: ligne.reponses,
  };
}

function lireNiveauDe(ligne: LigneLue, numeroDossier: string, releve: Releve): CollectifLu['niveau'] {
  const ecrit = ligne.valeurs.get('collectif.niveau');
  const lu = ecrit ? lireNiveau(ecrit.valeur) : null;
  if (lu) return lu;
  const parClasses = lireNiveau(ligne.valeurs.get('collectif.classes')?.valeur ?? '');
  if (ecrit && ecrit.valeur !== '' && !parClasses) {
    releve.signaler({
      code: 'niveau_illisible',
      feuille: ecrit.feuille,
      cellule: ecrit.cellule,
      valeur: ecrit.ecrit,
      message: `Niveau scolaire « ${ecrit.ecrit} » non reconnu : le Clas va du CP au lycée. Il est laissé non renseigné ; choisissez-le dans la fiche du collectif ou corrigez la cellule.`,
      numeroDossier,
    });
  }
  return parClasses;
}
