import type { ContentSection } from 'pdfmake/interfaces.js';
import { LIBELLES_PILE, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { COULEURS } from '../style.ts';
import { type Cellule, type Ligne, tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { titreDAnnexe } from './annexes.ts';
import { type Compte, sommer } from './chiffres.ts';
import { ancreFiche, type DossierImprime, type Impression, paragraphe, titreDeBloc } from './impression.ts';
import { citerPage, versFiche } from './plan.ts';

const MONTANT = 78;

/** Ce que l’enveloppe permet : ce qui est engagé, ce que chaque pile ajouterait, territoire par territoire. */
export function annexeEnveloppe(impression: Impression): ContentSection['section'] {
  const { enveloppe, campagne } = impression.donnees;
  const sous =
    enveloppe.totalCentimes === null
      ? 'L’enveloppe de la campagne n’est pas renseignée : les restes ne se calculent pas.'
      : `Enveloppe ${campagne.anneeScolaire} : ${formaterEuros(enveloppe.totalCentimes)}`;
  return [
    titreDAnnexe(impression, 'enveloppe', 'Enveloppe'),
    paragraphe(typo(sous), 'sousTitre', 2),
    titreDeBloc('Engagé et en attente', 14),
    engagements(impression),
    titreDeBloc('Si le Copil agréait pile après pile', 22),
    paragraphe(
      typo('Droit calculé des dossiers, du premier au dernier : le cumul se compare à l’enveloppe entière.'),
      'note',
    ),
    pileApresPile(impression),
    titreDeBloc(impression.chiffres.parTerritoire ? 'Par territoire' : 'Par commune', 22),
    parLieu(impression),
  ];
}

function engagements({ donnees: { enveloppe } }: Impression) {
  const { totalCentimes, engageCentimes, resteCentimes, enAttenteCentimes } = enveloppe;
  const ligne = (libelle: string, centimes: number | null, genre?: 'total'): Ligne => ({
    ...(genre ? { genre } : {}),
    cellules: [libelle, centimes === null ? 'non renseigné' : formaterEuros(centimes)],
  });
  const reste = resteCentimes === null ? null : resteCentimes - enAttenteCentimes;
  return tableau({
    sansEntete: true,
    colonnes: [
      { entete: '', largeur: '*' },
      { entete: '', largeur: MONTANT, aligner: 'right' },
    ],
    lignes: [
      ligne('Enveloppe de la campagne', totalCentimes),
      ligne('Engagé par les décisions en vigueur, toutes séances', engageCentimes),
      ligne(
        resteCentimes !== null && resteCentimes < 0 ? 'Dépassement' : 'Reste à engager',
        resteCentimes === null ? null : Math.abs(resteCentimes),
      ),
      ligne('Droit des collectifs sans décision', enAttenteCentimes),
      ligne(
        reste !== null && reste < 0
          ? 'Manque pour agréer tout ce qui attend'
          : 'Resterait une fois agréé tout ce qui attend',
        reste === null ? null : Math.abs(reste),
        'total',
      ),
    ],
  });
}

function pileApresPile({ chiffres, donnees }: Impression) {
  const { totalCentimes } = donnees.enveloppe;
  const ordre = ['favorable', 'a_debattre', null, 'defavorable'] as const;
  let cumul = 0;
  const lignes = ordre.flatMap((pile): Ligne[] => {
    const compte = chiffres.piles.find((une) => une.pile === pile);
    if (!compte) return [];
    cumul += compte.droitCentimes;
    return [
      {
        cellules: [
          pile === null ? 'Sans proposition' : LIBELLES_PILE[pile],
          ...comptes(compte),
          formaterEuros(cumul),
          totalCentimes === null ? 'inconnu' : ecart(totalCentimes - cumul),
        ],
      },
    ];
  });
  return tableau({
    marges: [0, 4, 0, 0],
    colonnes: [
      { entete: 'Pile', largeur: '*' },
      ...colonnesDeCompte(),
      { entete: 'Cumul', largeur: MONTANT, aligner: 'right' },
      { entete: 'Reste', largeur: MONTANT, aligner: 'right' },
    ],
    lignes,
  });
}

function colonnesDeCompte() {
  return [
    { entete: 'Dossiers', largeur: 36, aligner: 'right' as const },
    { entete: 'Collectifs', largeur: 40, aligner: 'right' as const },
    { entete: 'Droit calculé', largeur: MONTANT, aligner: 'right' as const },
  ];
}

function comptes({ dossiers, collectifs, droitCentimes }: Compte): string[] {
  return [formaterEntier(dossiers), formaterEntier(collectifs), formaterEuros(droitCentimes)];
}

function ecart(centimes: number): Cellule {
  return centimes < 0
    ? { text: formaterEuros(centimes), bold: true, decoration: 'underline' }
    : formaterEuros(centimes);
}

function parLieu({ chiffres }: Impression) {
  const { lieux } = chiffres;
  const propose = sommer(lieux.map(({ proposeCentimes }) => proposeCentimes));
  return tableau({
    colonnes: [
      { entete: chiffres.parTerritoire ? 'Territoire' : 'Commune', largeur: '*' },
      ...colonnesDeCompte(),
      { entete: 'Proposé', largeur: MONTANT, aligner: 'right' },
    ],
    lignes: [
      ...lieux.map((lieu) => ({ cellules: [lieu.nom, ...comptes(lieu), formaterEuros(lieu.proposeCentimes)] })),
      { genre: 'total' as const, cellules: ['Ensemble', ...comptes(chiffres), formaterEuros(propose)] },
    ],
  });
}

/** Les conditions éliminatoires non remplies d’un dossier. */
function eliminatoires({ conditions }: DossierImprime) {
  return conditions.filter(({ eliminatoire, retenue }) => eliminatoire && retenue === 'non');
}

/** Dossiers qu’une condition éliminatoire écarte : le Copil les voit tous, avec la raison et sa preuve. */
export function annexeNonRecevables(impression: Impression): ContentSection['section'] {
  const dossiers = impression.donnees.dossiers.filter((dossier) => eliminatoires(dossier).length > 0);
  const titre = [
    titreDAnnexe(impression, 'nonRecevables', 'Dossiers non recevables'),
    paragraphe(
      'Une condition éliminatoire de la charte n’y est pas remplie : la proposition est défavorable, le Copil décide.',
      'sousTitre',
      2,
    ),
  ];
  if (dossiers.length === 0) return [...titre, paragraphe('Aucun dossier dans ce cas.', 'texte', 14)];
  return [
    ...titre,
    paragraphe(`${pluriel(dossiers.length, 'dossier')}.`, 'texte', 10),
    tableau({
      marges: [0, 6, 0, 0],
      colonnes: [
        { entete: 'Structure', largeur: 170 },
        { entete: 'Condition éliminatoire non remplie', largeur: '*' },
        { entete: 'Droit calculé', largeur: MONTANT, aligner: 'right' },
        { entete: 'Page', largeur: 24, aligner: 'right' },
      ],
      lignes: dossiers.map((dossier) => ligneNonRecevable(impression, dossier)),
    }),
  ];
}

function ligneNonRecevable(impression: Impression, dossier: DossierImprime): Ligne {
  return {
    cellules: [
      {
        stack: [
          { text: dossier.structure.raisonSociale, bold: true, ...versFiche(impression, dossier) },
          { text: dossier.communeNom ?? 'commune non renseignée', style: 'note' },
        ],
      },
      {
        stack: eliminatoires(dossier).map(({ libelle, proposition }) => ({
          text: [
            { text: libelle, bold: true },
            { text: proposition.preuve === '' ? '' : typo(` : ${proposition.preuve}`), color: COULEURS.gris },
          ],
        })),
      },
      formaterEuros(dossier.droitCentimes),
      citerPage(impression, ancreFiche(dossier)),
    ],
  };
}
