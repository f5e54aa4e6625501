import type { Workbook, Worksheet } from 'exceljs';
import { formaterDate, formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { enteteImprime, piedImprime, texteSur } from './ecrire-classeur.ts';
import { texte } from './ecrire-modele-controles.ts';
import type { DonneesModele } from './ecrire-modele-donnees.ts';
import { CELLULE_COMPTE, type FeuilleEcrite } from './ecrire-modele-feuille.ts';
import { colorerControles, hauteurPour, ONGLET, poser, poserFormule, STYLES } from './ecrire-modele-style.ts';
import { mettreEnPage } from './ecrire-style.ts';

const LARGEURS = [30, 76] as const;

/** La première feuille, posée avant les autres pour être la première ; remplie quand les autres sont écrites. */
export function creerAccueil(classeur: Workbook): Worksheet {
  return classeur.addWorksheet('Mode d’emploi', {
    properties: { tabColor: ONGLET.accueil },
    views: [{ showGridLines: false }],
  });
}

/** Qui demande, avant quand, comment répondre, et ce qui reste à faire sur chaque feuille. */
export async function remplirAccueil(
  feuille: Worksheet,
  donnees: DonneesModele,
  feuilles: readonly FeuilleEcrite[],
): Promise<void> {
  feuille.getColumn(1).width = 3;
  LARGEURS.forEach((largeur, rang) => {
    feuille.getColumn(rang + 2).width = largeur;
  });
  const { identite, anneeScolaire, dateLimite, porteur } = donnees;
  poser(feuille.getCell('B1'), `Appel à projets Clas ${anneeScolaire}`, STYLES.titre);
  feuille.getRow(1).height = 34;
  poser(feuille.getCell('B2'), 'Contrat local d’accompagnement à la scolarité : classeur de réponse', STYLES.phrase);
  let ligne = 4;
  const dire = (titre: string, phrase: string) => {
    poser(feuille.getCell(ligne, 2), titre, STYLES.fort);
    poser(feuille.getCell(ligne, 3), phrase, STYLES.texte);
    feuille.getRow(ligne).height = hauteurPour([[phrase, LARGEURS[1]]]);
    ligne += 1;
  };
  if (porteur !== null) dire('Préparé pour', direPorteur(porteur.raisonSociale, porteur.siret));
  dire('À renvoyer avant le', `${formaterDateLongue(dateLimite)} inclus (${formaterDate(dateLimite)}).`);
  dire('À qui', direContact(identite));
  ligne += 1;
  ligne = ecrireSommaire(feuille, ligne, feuilles, {
    titre: 'Où en est votre réponse',
    complet: 'Votre réponse est complète : enregistrez le classeur et envoyez-le avec les pièces.',
    incomplet: 'Votre réponse n’est pas encore complète.',
  });
  ligne += 2;
  for (const [titre, phrase] of consignes(donnees)) dire(titre, phrase);
  mettreEnPage(feuille, {
    orientation: 'portrait',
    pages: 1,
    entete: enteteImprime({ gauche: identite.nom, titre: `Clas ${anneeScolaire}`, suite: '', droite: '' }),
    pied: piedImprime(`Préparé le ${formaterDate(donnees.prepareLe)} – Clas ${donnees.version}`),
  });
  await feuille.protect('', { selectLockedCells: true });
}

interface MotsDuSommaire {
  readonly titre: string;
  readonly complet: string;
  readonly incomplet: string;
}

/** Ce qui reste à faire sur chaque feuille, puis en tout ; rend la dernière ligne écrite. */
export function ecrireSommaire(
  feuille: Worksheet,
  premiereLigne: number,
  feuilles: readonly FeuilleEcrite[],
  mots: MotsDuSommaire,
): number {
  let ligne = premiereLigne;
  poser(feuille.getCell(ligne, 2), mots.titre, STYLES.entete);
  poser(feuille.getCell(ligne, 3), 'Calculé par le tableur à mesure que vous répondez', STYLES.entete);
  feuille.getRow(ligne).height = 22;
  const premiere = ligne + 1;
  for (const { nom, reproches } of feuilles) {
    ligne += 1;
    ecrireEtat(feuille, ligne, nom, reproches);
  }
  ligne += 1;
  ecrireBilan(feuille, ligne, feuilles, mots);
  colorerEtats(feuille, `C${premiere}:C${ligne}`);
  return ligne;
}

function ecrireEtat(feuille: Worksheet, ligne: number, nom: string, reproches: number): void {
  const compte = `'${nom}'!${CELLULE_COMPTE}`;
  const cellule = feuille.getCell(ligne, 2);
  cellule.value = { text: nom, hyperlink: `#'${nom}'!A1` };
  cellule.style = { ...STYLES.libelle, font: { ...STYLES.libelle.font, underline: true } };
  poserFormule(
    feuille.getCell(ligne, 3),
    `IF(${compte}=0,"ok",${compte}&${texte(' à compléter ou à corriger')})`,
    reproches === 0 ? 'ok' : `${reproches} à compléter ou à corriger`,
    STYLES.controle,
  );
  feuille.getRow(ligne).height = 20;
}

function ecrireBilan(
  feuille: Worksheet,
  ligne: number,
  feuilles: readonly FeuilleEcrite[],
  { complet, incomplet }: MotsDuSommaire,
): void {
  const total = feuilles.map(({ nom }) => `'${nom}'!${CELLULE_COMPTE}`).join('+');
  const reproches = feuilles.reduce((n, f) => n + f.reproches, 0);
  poser(feuille.getCell(ligne, 2), 'En tout', STYLES.total);
  poserFormule(
    feuille.getCell(ligne, 3),
    `IF(${total}=0,${texte(complet)},${texte(incomplet)})`,
    reproches === 0 ? complet : incomplet,
    STYLES.total,
  );
  feuille.getRow(ligne).height = 22;
}

/** La même couleur que les colonnes « À corriger », pour « ok » et le reste. */
function colorerEtats(feuille: Worksheet, ref: string): void {
  colorerControles(
    feuille,
    ref.replace(/\d+$/, (derniere) => String(Number(derniere) - 1)),
  );
}

/** « Raison sociale, SIRET … ». */
export function direPorteur(raisonSociale: string, siret: string | null): string {
  return texteSur(siret === null ? raisonSociale : `${raisonSociale}, SIRET ${siret}`);
}

/** Qui joindre à la Caf, sur plusieurs lignes. */
export function direContact({
  nom,
  service,
  adresse,
  codePostal,
  ville,
  telephone,
  courriel,
}: DonneesModele['identite']) {
  const lieu = [adresse, `${codePostal} ${ville}`.trim()].filter(Boolean).join(', ');
  return [[nom, service].filter(Boolean).join(', '), lieu, telephone, courriel].filter(Boolean).join('\n');
}

function consignes({ porteur }: DonneesModele): readonly (readonly [string, string])[] {
  const reprise =
    porteur?.reprisDe == null
      ? []
      : ([
          [
            'Déjà rempli',
            `Vos réponses de ${porteur.reprisDe} ont été reprises : relisez-les et corrigez ce qui a changé. Le budget, les dates, les pièces et les engagements sont à redonner. Votre IBAN n’est pas écrit dans ce fichier.`,
          ],
        ] as const);
  return [
    ...reprise,
    [
      'Comment répondre',
      'Avec Excel ou LibreOffice. Remplissez les cases claires des cinq feuilles ; les listes s’ouvrent par la flèche à droite de la case (Alt + Bas au clavier). Les autres cases sont verrouillées pour éviter les accidents.',
    ],
    [
      'La colonne « À corriger »',
      '« ok » : la réponse est bonne. « obligatoire » : elle manque. Sinon, elle dit ce qui est attendu. Vous pouvez envoyer un classeur incomplet : la Caf vous demandera le reste.',
    ],
    [
      'Les collectifs',
      'Une ligne par collectif : un groupe d’enfants accueilli ensemble. Si chacun n’a pas son propre coût, laissez le coût vide : le budget sera partagé à parts égales.',
    ],
    [
      'Avant d’envoyer',
      'Gardez le format .xlsx (ou .ods), ne renommez pas les feuilles et ne les recopiez pas dans un autre fichier : votre réponse est lue telle quelle. Joignez les pièces à votre envoi.',
    ],
  ];
}
