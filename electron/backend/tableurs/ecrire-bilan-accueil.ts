import type { Workbook, Worksheet } from 'exceljs';
import { dateDe, formaterDate, formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { formaterTaux } from '../../../shared/domaine/nombres.ts';
import type { DonneesBilan } from './ecrire-bilan-donnees.ts';
import { FEUILLES_BILAN } from './ecrire-bilan-format.ts';
import { enteteImprime, piedImprime } from './ecrire-classeur.ts';
import { direContact, direPorteur, ecrireSommaire } from './ecrire-modele-accueil.ts';
import type { FeuilleEcrite } from './ecrire-modele-feuille.ts';
import { hauteurPour, ONGLET, poser, STYLES } from './ecrire-modele-style.ts';
import { mettreEnPage } from './ecrire-style.ts';

const LARGEURS = [30, 76] as const;

/** Posée la première, remplie quand les autres feuilles sont écrites. */
export function creerAccueilBilan(classeur: Workbook): Worksheet {
  return classeur.addWorksheet(FEUILLES_BILAN.accueil, {
    properties: { tabColor: ONGLET.accueil },
    views: [{ showGridLines: false }],
  });
}

/** De qui est ce bilan, avant quand, comment le remplir, et ce qui y reste à faire. */
export async function remplirAccueilBilan(
  feuille: Worksheet,
  donnees: DonneesBilan,
  feuilles: readonly FeuilleEcrite[],
): Promise<void> {
  feuille.getColumn(1).width = 3;
  LARGEURS.forEach((largeur, rang) => {
    feuille.getColumn(rang + 2).width = largeur;
  });
  const { identite, anneeScolaire, dateLimite, dossier, convention } = donnees;
  poser(feuille.getCell('B1'), `Bilan Clas ${anneeScolaire}`, STYLES.titre);
  feuille.getRow(1).height = 34;
  poser(
    feuille.getCell('B2'),
    'Contrat local d’accompagnement à la scolarité : ce qui a été fait de ce qui a été agréé',
    STYLES.phrase,
  );
  let ligne = 4;
  const dire = (titre: string, phrase: string) => {
    poser(feuille.getCell(ligne, 2), titre, STYLES.fort);
    poser(feuille.getCell(ligne, 3), phrase, STYLES.texte);
    feuille.getRow(ligne).height = hauteurPour([[phrase, LARGEURS[1]]]);
    ligne += 1;
  };
  dire('Bilan de', direPorteur(dossier.structure, dossier.siret));
  dire('Dossier', [`n° ${dossier.numero}`, dossier.intitule].filter(Boolean).join(', '));
  if (convention !== null) dire('Convention', `n° ${convention}`);
  dire('À renvoyer avant le', `${formaterDateLongue(dateLimite)} inclus (${formaterDate(dateLimite)}).`);
  dire('À qui', direContact(identite));
  ligne += 1;
  ligne = ecrireSommaire(feuille, ligne, feuilles, {
    titre: 'Où en est votre bilan',
    complet: 'Votre bilan est complet : enregistrez le classeur et renvoyez-le.',
    incomplet: 'Votre bilan n’est pas encore complet.',
  });
  ligne += 2;
  for (const [titre, phrase] of consignes(donnees)) dire(titre, phrase);
  mettreEnPage(feuille, {
    orientation: 'portrait',
    pages: 1,
    entete: enteteImprime({
      gauche: identite.nom,
      titre: `Bilan Clas ${anneeScolaire}`,
      suite: '',
      droite: `${dossier.structure}, dossier ${dossier.numero}`,
    }),
    pied: piedImprime(`Préparé le ${formaterDate(dateDe(donnees.prepareLe))} – Clas ${donnees.version}`),
  });
  await feuille.protect('', { selectLockedCells: true });
}

function consignes({ saisie, ecartPointsBase }: DonneesBilan): readonly (readonly [string, string])[] {
  const reprise =
    saisie === null
      ? []
      : ([
          ['Déjà rempli', 'Ce que la Caf connaît déjà de votre bilan est repris : relisez, complétez, corrigez.'],
        ] as const);
  return [
    ...reprise,
    [
      'Qui remplit',
      'La personne qui coordonne l’action, avec celle qui tient les comptes pour la feuille « Compte de résultat ».',
    ],
    [
      'Comment remplir',
      'Avec Excel ou LibreOffice. Remplissez les cases claires ; les listes s’ouvrent par la flèche à droite de la case (Alt + Bas au clavier). Ce qui a été agréé est rappelé en gris et verrouillé : écrivez ce qui a changé en commentaire.',
    ],
    [
      'Vide n’est pas zéro',
      'Une case vide veut dire « je ne sais pas » ; écrivez 0 quand il n’y a rien eu. La colonne « À corriger » dit ce qui manque ; vous pouvez renvoyer un bilan incomplet, la Caf vous demandera le reste.',
    ],
    [
      'Les collectifs',
      'Un collectif qui n’a pas eu lieu : répondez « non » et expliquez. Laissez le coût réel vide si vos comptes ne le distinguent pas : le compte de résultat sera partagé également entre les collectifs réalisés.',
    ],
    [
      'Les écarts',
      `Un compte qui s’écarte de plus de ${formaterTaux(ecartPointsBase)} du budget prévu, ou qui n’était pas prévu, demande une explication sur sa ligne.`,
    ],
    [
      'Avant de renvoyer',
      'Lisez la feuille « Contrôles ». Gardez le format .xlsx (ou .ods), ne renommez pas les feuilles et ne les recopiez pas dans un autre fichier : votre bilan est lu tel quel. Ce classeur est celui de ce dossier seulement.',
    ],
  ];
}
