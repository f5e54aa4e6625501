import { formaterInstant } from '../../../shared/domaine/dates.ts';
import type { DonneesFiches } from '../documents/fiche-instruction-donnees.ts';
import {
  creerClasseur,
  enregistrerClasseur,
  enteteImprime,
  type FichierEcrit,
  piedImprime,
} from './ecrire-classeur.ts';
import { ajouterBesoins } from './ecrire-resultats-besoins.ts';
import { ajouterClassement } from './ecrire-resultats-classement.ts';
import { ajouterConditions } from './ecrire-resultats-conditions.ts';
import { ajouterCriteres } from './ecrire-resultats-criteres.ts';
import { ajouterFiche } from './ecrire-resultats-fiche.ts';
import { ajouterParametres } from './ecrire-resultats-parametres.ts';
import { dresserPlan } from './ecrire-resultats-plan.ts';
import { ajouterSensibilite } from './ecrire-resultats-sensibilite.ts';
import { mettreEnPage } from './ecrire-style.ts';

/** Le classeur des résultats : une fiche d’abord s’il n’y a qu’un dossier. Mêmes données, mêmes octets. */
export async function ecrireResultats(
  donnees: DonneesFiches,
  options: { readonly sortie: string },
): Promise<FichierEcrit> {
  const { campagne, fiches, editeLe, editePar } = donnees;
  const titre = `Résultats de l’instruction ${campagne.anneeScolaire}`;
  const classeur = await creerClasseur({ titre, editeLe, editePar });
  const plan = dresserPlan(donnees);
  const seule = fiches.length === 1 ? fiches[0] : undefined;
  const fiche = seule ? ajouterFiche(classeur, donnees, seule, plan) : null;
  const classement = ajouterClassement(classeur, donnees, plan);
  const criteres = ajouterCriteres(classeur, donnees, plan);
  const conditions = ajouterConditions(classeur, donnees);
  const besoins = ajouterBesoins(classeur, donnees);
  const sensibilite = donnees.sensibilites.length > 0 ? ajouterSensibilite(classeur, donnees) : null;
  const parametres = ajouterParametres(classeur, donnees);
  const impression = {
    entete: enteteImprime({
      gauche: donnees.identite.nom,
      titre,
      suite: '',
      droite: `charte « ${campagne.charte.nom} » v${campagne.charte.version}`,
    }),
    pied: piedImprime(`Édité le ${formaterInstant(editeLe)}`),
  };
  const feuilles = [
    ...(fiche ? [[fiche, 1, null] as const] : []),
    [classement, 3, '1:1'] as const,
    [criteres, 2, '1:3'] as const,
    [conditions, 2, '1:1'] as const,
    [besoins, 1, '1:1'] as const,
    ...(sensibilite ? [[sensibilite, 3, '4:4'] as const] : []),
    [parametres, 1, null] as const,
  ];
  for (const [feuille, pages, titres] of feuilles) {
    mettreEnPage(feuille, { orientation: 'landscape', pages, ...impression });
    if (titres !== null) feuille.pageSetup.printTitlesRow = titres;
  }
  const fin = fiches.length + 1;
  return enregistrerClasseur(
    classeur,
    options.sortie,
    new Map([
      [classement, `B2:B${fin}`],
      [criteres, `A${plan.debut}:A${plan.fin}`],
      [conditions, `A2:A${fin}`],
      [besoins, `A2:A${1 + fiches.reduce((somme, { besoin }) => somme + Math.max(1, besoin.length), 0)}`],
    ]),
  );
}
