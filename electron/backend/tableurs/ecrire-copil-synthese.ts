import type { Workbook, Worksheet } from 'exceljs';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { comparerFrancais, LIBELLES_DECISION } from '../../../shared/domaine/libelles.ts';
import { type CleColonne, FEUILLE_TABLEAU } from '../tableaux/colonnes.ts';
import type { DonneesTableauCopil, LigneTableau } from '../tableaux/donnees.ts';
import { adresse } from './classeur.ts';
import { enteteImprime, euros, piedImprime } from './ecrire-classeur.ts';
import { plage } from './ecrire-copil-tableau.ts';
import {
  ecrireCellule,
  ecrireFormule,
  ecrirePhrase,
  ecrireTitre,
  FORMAT_ENTIER,
  FORMAT_MONTANT,
  hauteur,
  mettreEnPage,
  styleCorps,
  styleEntete,
  styleTotal,
} from './ecrire-style.ts';

// Les clés sont celles de NatureDecision, que l’objet tient toutes, dans l’ordre où l’application les montre.
const NATURES = Object.keys(LIBELLES_DECISION) as NatureDecision[];
const NOMBRE = styleCorps({ alignement: 'right', format: FORMAT_ENTIER });
const MONTANT = styleCorps({ alignement: 'right', format: FORMAT_MONTANT });
const LIBELLE = styleCorps({ alignement: 'left', libre: true });
const SANS_COMMUNE = 'commune non renseignée';

/** Les chiffres de la séance, en formules sur le tableau : ils suivent ce qu’on y remplit. */
export async function ajouterSynthese(classeur: Workbook, donnees: DonneesTableauCopil): Promise<void> {
  const feuille = classeur.addWorksheet('Synthèse', { views: [{ showGridLines: false, zoomScale: 110 }] });
  [34, 13, 13, 13, 13, 13, 13, 13, 15].forEach((largeur, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
  });
  ecrireTitre(feuille, 1, `Synthèse, séance du ${formaterDate(donnees.seanceDate)}`);
  ecrirePhrase(feuille, 2, 'Ces chiffres suivent le tableau : rien à saisir ici.');
  let ligne = ecrireEnveloppe(feuille, donnees, 4);
  ligne = ecrireDecisions(feuille, donnees, ligne + 2);
  ecrireTerritoires(feuille, donnees, ligne + 2);
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: 1,
    entete: enteteImprime({
      gauche: donnees.organisme,
      titre: `Tableau du Copil Clas ${donnees.anneeScolaire}`,
      suite: ', synthèse',
      droite: 'Document de travail',
    }),
    pied: piedImprime(`Clas ${donnees.version}, journal ${donnees.empreinteJournal.slice(0, 12)}`),
  });
  await feuille.protect('', { selectLockedCells: true, formatColumns: true });
}

function ref(cle: CleColonne, donnees: DonneesTableauCopil): string {
  return `'${FEUILLE_TABLEAU}'!${plage(cle, donnees.lignes.length)}`;
}

function somme(lignes: readonly LigneTableau[], valeur: (ligne: LigneTableau) => number): number {
  return lignes.reduce((n, l) => n + valeur(l), 0);
}

function ecrireEnveloppe(feuille: Worksheet, donnees: DonneesTableauCopil, debut: number): number {
  const { lignes, enveloppeCentimes: total, engageAilleursCentimes: ailleurs } = donnees;
  ecrireTitre(feuille, debut, 'Enveloppe');
  const engage = ailleurs + somme(lignes, (l) => l.montant);
  const [rangTotal, rangAilleurs, rangEngage, rangReste, rangAttente] = [1, 2, 3, 4, 5].map((n) => debut + n);
  const poser = (ligne: number, libelle: string) => {
    ecrireCellule(feuille.getCell(ligne, 1), libelle, LIBELLE);
    return feuille.getCell(ligne, 2);
  };
  const fixee = total !== null;
  ecrireCellule(
    poser(rangTotal ?? 0, 'Enveloppe de la campagne (€)'),
    fixee ? euros(total) : 'non fixée',
    fixee ? MONTANT : styleCorps({ alignement: 'right' }),
  );
  ecrireCellule(poser(rangAilleurs ?? 0, 'Engagé hors de ce tableau (€)'), euros(ailleurs), MONTANT);
  ecrireFormule(
    poser(rangEngage ?? 0, 'Engagé, ce tableau compris (€)'),
    `B${rangAilleurs}+SUM(${ref('montant', donnees)})`,
    euros(engage),
    MONTANT,
  );
  if (fixee)
    ecrireFormule(
      poser(rangReste ?? 0, 'Reste de l’enveloppe (€)'),
      `ROUND(B${rangTotal}-B${rangEngage},2)`,
      euros(total - engage),
      styleTotal('right', FORMAT_MONTANT),
    );
  else
    ecrireCellule(poser(rangReste ?? 0, 'Reste de l’enveloppe (€)'), 'sans objet', styleCorps({ alignement: 'right' }));
  ecrireFormule(
    poser(rangAttente ?? 0, 'Droit des collectifs sans décision (€)'),
    `SUMIF(${ref('decision', donnees)},"",${ref('droit', donnees)})`,
    euros(somme(lignes, (l) => (l.decision === null ? l.droit : 0))),
    MONTANT,
  );
  return debut + 5;
}

function ecrireDecisions(feuille: Worksheet, donnees: DonneesTableauCopil, debut: number): number {
  const { lignes } = donnees;
  ecrireTitre(feuille, debut, 'Décisions');
  ['Décision', 'Collectifs', 'Enfants', 'Montant (€)'].forEach((titre, rang) => {
    ecrireCellule(feuille.getCell(debut + 1, rang + 1), titre, styleEntete(rang === 0 ? 'left' : 'right'));
  });
  let ligne = debut + 1;
  const ecrire = (libelle: string, critere: string, siennes: readonly LigneTableau[]) => {
    ligne += 1;
    ecrireCellule(feuille.getCell(ligne, 1), libelle, LIBELLE);
    const decision = ref('decision', donnees);
    const sommes = [
      [2, critere === '""' ? `COUNTBLANK(${decision})` : `COUNTIF(${decision},${critere})`, siennes.length, NOMBRE],
      [3, `SUMIF(${decision},${critere},${ref('effectif', donnees)})`, somme(siennes, (l) => l.effectif ?? 0), NOMBRE],
      [4, `SUMIF(${decision},${critere},${ref('montant', donnees)})`, euros(somme(siennes, (l) => l.montant)), MONTANT],
    ] as const;
    for (const [colonne, formule, valeur, style] of sommes)
      ecrireFormule(feuille.getCell(ligne, colonne), formule, valeur, style);
  };
  for (const nature of NATURES)
    ecrire(
      LIBELLES_DECISION[nature],
      `"${LIBELLES_DECISION[nature]}"`,
      lignes.filter((l) => l.decision?.nature === nature),
    );
  ecrire(
    'Pas encore décidé',
    '""',
    lignes.filter((l) => l.decision === null),
  );
  totaliser(feuille, { debut: debut + 2, fin: ligne }, [
    [2, lignes.length, FORMAT_ENTIER],
    [3, somme(lignes, (l) => l.effectif ?? 0), FORMAT_ENTIER],
    [4, euros(somme(lignes, (l) => l.montant)), FORMAT_MONTANT],
  ]);
  return ligne + 1;
}

function totaliser(
  feuille: Worksheet,
  { debut, fin }: { readonly debut: number; readonly fin: number },
  colonnes: readonly (readonly [number, number, string])[],
): void {
  const ligne = fin + 1;
  ecrireCellule(feuille.getCell(ligne, 1), 'Total', styleTotal('left'));
  for (const [colonne, valeur, format] of colonnes)
    ecrireFormule(
      feuille.getCell(ligne, colonne),
      `SUM(${adresse(colonne - 1, debut)}:${adresse(colonne - 1, fin)})`,
      valeur,
      styleTotal('right', format),
    );
}

function ecrireTerritoires(feuille: Worksheet, donnees: DonneesTableauCopil, debut: number): void {
  const { lignes } = donnees;
  ecrireTitre(feuille, debut, 'Par commune');
  const entetes = [
    'Commune',
    'Collectifs',
    ...NATURES.map((n) => LIBELLES_DECISION[n]),
    'Sans décision',
    'Montant (€)',
  ];
  const rangee = feuille.getRow(debut + 1);
  entetes.forEach((titre, rang) => {
    ecrireCellule(rangee.getCell(rang + 1), titre, styleEntete(rang === 0 ? 'left' : 'right'));
  });
  rangee.height = hauteur(2);
  const groupes = [...Map.groupBy(lignes, (l) => l.commune)].toSorted(([a], [b]) => comparerFrancais(a, b));
  let ligne = debut + 1;
  const commune = ref('commune', donnees);
  const decision = ref('decision', donnees);
  for (const [nom, siennes] of groupes) {
    ligne += 1;
    ecrireCellule(feuille.getCell(ligne, 1), nom === '' ? SANS_COMMUNE : nom, LIBELLE);
    const critere = nom === '' ? '""' : `$A${ligne}`;
    const compte = (nature: NatureDecision | null) =>
      siennes.filter((l) => (l.decision?.nature ?? null) === nature).length;
    const natures = NATURES.map(
      (n) => [`COUNTIFS(${commune},${critere},${decision},"${LIBELLES_DECISION[n]}")`, compte(n)] as const,
    );
    const nombres = [
      [nom === '' ? `COUNTBLANK(${commune})` : `COUNTIF(${commune},${critere})`, siennes.length] as const,
      ...natures,
      [`COUNTIFS(${commune},${critere},${decision},"")`, compte(null)] as const,
    ];
    nombres.forEach(([formule, valeur], rang) => {
      ecrireFormule(feuille.getCell(ligne, rang + 2), formule, valeur, NOMBRE);
    });
    ecrireFormule(
      feuille.getCell(ligne, nombres.length + 2),
      `SUMIF(${commune},${critere},${ref('montant', donnees)})`,
      euros(somme(siennes, (l) => l.montant)),
      MONTANT,
    );
  }
  const colonnes = [null, ...NATURES].map((nature, rang): readonly [number, number, string] => [
    rang + 2,
    nature === null ? lignes.length : lignes.filter((l) => l.decision?.nature === nature).length,
    FORMAT_ENTIER,
  ]);
  totaliser(feuille, { debut: debut + 2, fin: ligne }, [
    ...colonnes,
    [NATURES.length + 3, lignes.filter((l) => l.decision === null).length, FORMAT_ENTIER],
    [NATURES.length + 4, euros(somme(lignes, (l) => l.montant)), FORMAT_MONTANT],
  ]);
}
