import type { Column, Content, ContentSection } from 'pdfmake/interfaces.js';
import { LIBELLES_NIVEAU_SCOLAIRE, LIBELLES_PILE, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEntier, formaterEuros, formaterTaux } from '../../../../shared/domaine/nombres.ts';
import { filet, type Motif } from '../dessins.ts';
import { COULEURS, LARGEUR_UTILE } from '../style.ts';
import { type Ligne, tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { type Chiffres, sommer } from './chiffres.ts';
import { graphique, legendeDesAnnees } from './graphiques.ts';
import { ANCRES, type Impression, nommerCollectifs, paragraphe, titreDeBloc, titreDePage } from './impression.ts';
import { pointsAttention } from './points-attention.ts';

const GOUTTIERE = 12;
const DEMI = (LARGEUR_UTILE - GOUTTIERE) / 2;
const LIBELLE = 96;
const LIEUX_MONTRES = 8;
const LIEUX_COMPARES = 7;
const PAS_COMPARE = 22;
/** Les noms d’intercommunalités sont longs. */
const LIBELLE_LIEU = 122;
export const MOTIFS_PILE: Readonly<Record<'favorable' | 'a_debattre' | 'defavorable', Motif>> = {
  favorable: 'plein',
  a_debattre: 'hachure',
  defavorable: 'vide',
};

export function synthese(impression: Impression): ContentSection['section'] {
  const { chiffres, donnees } = impression;
  return [
    titreDePage(impression, ANCRES.synthese, 'Synthèse de la campagne'),
    paragraphe(
      chiffres.avant === null
        ? `Réponses à l’appel à projets ${donnees.campagne.anneeScolaire}. La campagne précédente n’est pas dans la base : rien à comparer.`
        : `Réponses à l’appel à projets ${donnees.campagne.anneeScolaire}, comparées à celles de ${chiffres.avant.anneeScolaire}`,
      'sousTitre',
      2,
    ),
    chiffresCles(chiffres),
    deuxColonnes(26, collectifsParLieu(impression), argent(impression)),
    deuxColonnes(24, collectifsParNiveau(impression), dossiersParPile(impression)),
    titreDeBloc('De la demande à la proposition', 24),
    etapes(impression),
    ...pointsAttention(impression),
  ];
}

function deuxColonnes(haut: number, gauche: Content[], droite: Content[]): Content {
  return {
    margin: [0, haut, 0, 0],
    columnGap: GOUTTIERE,
    columns: [
      { width: DEMI, stack: gauche },
      { width: DEMI, stack: droite },
    ],
  };
}

function chiffresCles(chiffres: Chiffres): Content {
  const largeur = (LARGEUR_UTILE - 3 * GOUTTIERE) / 4.55;
  const large = 1.55 * largeur;
  const { avant } = chiffres;
  const bloc = (
    libelle: string,
    valeur: string,
    precision: string,
    l: number,
    annees: Annees | null = null,
  ): Column => ({
    width: l,
    stack: [
      { canvas: [filet(l, 1.4, COULEURS.accent)] },
      { text: libelle, style: 'note', margin: [0, 5, 0, 0] },
      { text: valeur, style: 'chiffre' },
      { text: precision, style: 'note' },
      ...(annees === null ? [] : evolution(annees)),
    ],
  });
  const compare = (n: number, n1: number | undefined, ecrire: (valeur: number) => string): Annees | null =>
    avant === null || n1 === undefined ? null : { annee: avant.anneeScolaire, n, n1, ecrire };
  const commun = chiffres.communes === 0 ? '' : `dans ${pluriel(chiffres.communes, 'commune')}`;
  const moyenne = chiffres.effectifsConnus === 0 ? '' : moyenneParCollectif(chiffres);
  const sansPile = chiffres.piles.find(({ pile }) => pile === null)?.dossiers ?? 0;
  return {
    margin: [0, 12, 0, 0],
    columnGap: GOUTTIERE,
    columns: [
      bloc(
        'Dossiers reçus',
        formaterEntier(chiffres.dossiers),
        sansPile > 0 ? `dont ${sansPile} sans proposition` : 'tous étudiés',
        largeur,
        compare(chiffres.dossiers, avant?.dossiers, formaterEntier),
      ),
      bloc(
        'Collectifs demandés',
        formaterEntier(chiffres.collectifs),
        commun,
        largeur,
        compare(chiffres.collectifs, avant?.collectifs, formaterEntier),
      ),
      bloc(
        'Enfants et jeunes',
        chiffres.effectifsConnus === 0 ? 'inconnu' : formaterEntier(chiffres.enfants),
        moyenne,
        largeur,
        compare(chiffres.enfants, avant?.enfants, formaterEntier),
      ),
      bloc(
        'Droit calculé au barème',
        formaterEuros(chiffres.droitCentimes),
        typo(`pour un coût total de ${formaterEuros(chiffres.coutCentimes)}`),
        large,
        compare(chiffres.droitCentimes, avant?.droitCentimes, formaterEuros),
      ),
    ],
  };
}

interface Annees {
  readonly annee: string;
  readonly n: number;
  readonly n1: number;
  readonly ecrire: (valeur: number) => string;
}

/** « 2025-2026 : 22 », puis « +2 (9,1 %) ». */
function evolution({ annee, n, n1, ecrire }: Annees): Content[] {
  const ecart = n - n1;
  const signe = ecart > 0 ? '+' : ecart < 0 ? '−' : '';
  // Points de base, arrondis au plus proche : le dixième de pour cent suffit.
  const part = n1 === 0 ? '' : ` (${formaterTaux(10 * Math.round((1000 * Math.abs(ecart)) / n1))})`;
  return [
    { text: typo(`${annee} : ${ecrire(n1)}`), style: 'note' },
    { text: `${signe}${ecrire(Math.abs(ecart))}${part}`, style: 'noteForte' },
  ];
}

/** Une décimale, arrondie au plus proche, sans flottant. */
function moyenneParCollectif({ enfants, effectifsConnus }: Chiffres): string {
  const dixiemes = Math.floor((20 * enfants + effectifsConnus) / (2 * effectifsConnus));
  return typo(`${formaterDixiemes(dixiemes)} par collectif en moyenne`);
}

function collectifsParLieu({ chiffres, metrique, donnees }: Impression): Content[] {
  // Par commune, les deux années ne se comptent pas de même façon : l’an dernier ne s’y compare pas.
  const avant = chiffres.parTerritoire ? chiffres.avant : null;
  const maximum = avant === null ? LIEUX_MONTRES : LIEUX_COMPARES;
  const montres = chiffres.lieux.length > maximum ? chiffres.lieux.slice(0, maximum - 1) : chiffres.lieux;
  const autres = chiffres.lieux.slice(montres.length);
  const lieu = chiffres.parTerritoire ? 'autre territoire' : 'autre commune';
  return [
    titreDeBloc(chiffres.parTerritoire ? 'Collectifs par territoire' : 'Collectifs par commune'),
    graphique(
      {
        largeur: DEMI,
        largeurLibelle: LIBELLE_LIEU,
        reserve: 24,
        pas: avant === null ? 16.5 : PAS_COMPARE,
        epaisseur: 8,
        barres: montres.map(({ nom, collectifs }) => ({
          ...(avant === null ? {} : { avant: avant.territoires.get(nom) ?? 0 }),
          libelle: metrique.tronquer(nom, 'legende', LIBELLE_LIEU - 4),
          valeur: collectifs,
          motif: 'plein',
          texte: formaterEntier(collectifs),
        })),
      },
      metrique,
    ),
    ...(avant === null ? [] : [legende(donnees.campagne.anneeScolaire, avant.anneeScolaire, metrique)]),
    // Une barre « autres » écraserait celles que l’on compare : une phrase suffit.
    ...(autres.length === 0
      ? []
      : [
          paragraphe(
            `et ${nommerCollectifs(sommer(autres.map(({ collectifs }) => collectifs)))} dans ${pluriel(autres.length, lieu, `${lieu.replace(' ', 's ')}s`)}.`,
            'note',
            3,
          ),
        ]),
  ];
}

function argent({ chiffres, donnees, metrique }: Impression): Content[] {
  const { totalCentimes } = donnees.enveloppe;
  const barre = (libelle: string, centimes: number, motif: Motif) => ({
    libelle,
    valeur: centimes,
    motif,
    texte: formaterEuros(centimes),
  });
  return [
    titreDeBloc(typo('Argent : demandé, calculé, proposé')),
    graphique(
      {
        largeur: DEMI,
        largeurLibelle: LIBELLE,
        reserve: 6,
        pas: 19,
        epaisseur: 11.5,
        dedans: true,
        barres: [
          ...(chiffres.demande.dossiers > 0
            ? [barre('Demandé (réponses)', chiffres.demande.montantCentimes, 'vide')]
            : []),
          barre('Droit calculé', chiffres.droitCentimes, 'hachure'),
          barre('Proposé (lecteurs)', chiffres.propose.droitCentimes, 'plein'),
          ...(chiffres.agree ? [barre('Agréé par le Copil', chiffres.agree.montantCentimes, 'plein')] : []),
          ...(chiffres.avant === null || chiffres.avant.agreeCentimes === null
            ? []
            : [barre(`Agréé ${chiffres.avant.anneeScolaire}`, chiffres.avant.agreeCentimes, 'vide')]),
        ],
        ...(totalCentimes === null
          ? {}
          : { limite: { valeur: totalCentimes, texte: typo(`Enveloppe : ${formaterEuros(totalCentimes)}`) } }),
      },
      metrique,
    ),
    ...(totalCentimes === null
      ? [paragraphe('L’enveloppe de la campagne n’est pas renseignée.', 'note', 6)]
      : [
          reste('si le Copil suit les lecteurs', totalCentimes - chiffres.propose.droitCentimes, 4),
          reste('si tous les collectifs sont agréés', totalCentimes - chiffres.droitCentimes, 0),
        ]),
  ];
}

function reste(hypothese: string, centimes: number, haut: number): Content {
  const libelle = centimes < 0 ? 'Dépassement' : 'Reste sur l’enveloppe';
  return {
    style: 'note',
    margin: [0, haut, 0, 0],
    text: [
      typo(`${libelle} ${hypothese} : `),
      { text: formaterEuros(Math.abs(centimes)), bold: true, color: COULEURS.encre },
      '.',
    ],
  };
}

function collectifsParNiveau({ chiffres, metrique, donnees }: Impression): Content[] {
  const { avant } = chiffres;
  return [
    titreDeBloc('Collectifs par niveau scolaire'),
    graphique(
      {
        largeur: DEMI,
        largeurLibelle: LIBELLE,
        reserve: 24,
        pas: avant === null ? 16.5 : PAS_COMPARE,
        epaisseur: 8,
        barres: chiffres.niveaux.map(({ niveau, collectifs }) => ({
          ...(avant === null ? {} : { avant: avant.niveaux.get(niveau) ?? 0 }),
          libelle: niveau === null ? 'Non renseigné' : LIBELLES_NIVEAU_SCOLAIRE[niveau],
          valeur: collectifs,
          motif: 'plein',
          texte: formaterEntier(collectifs),
        })),
      },
      metrique,
    ),
    ...(avant === null ? [] : [legende(donnees.campagne.anneeScolaire, avant.anneeScolaire, metrique)]),
  ];
}

function legende(n: string, avant: string, metrique: Impression['metrique']): Content {
  return { margin: [0, 4, 0, 0], stack: [legendeDesAnnees(n, avant, metrique)] };
}

function dossiersParPile({ chiffres, metrique }: Impression): Content[] {
  return [
    titreDeBloc('Dossiers par pile proposée'),
    graphique(
      {
        largeur: DEMI,
        largeurLibelle: LIBELLE,
        reserve: 24,
        pas: 28,
        epaisseur: 11.5,
        barres: chiffres.piles.map(({ pile, dossiers, collectifs, droitCentimes }) => ({
          libelle: pile === null ? 'Sans proposition' : LIBELLES_PILE[pile],
          valeur: dossiers,
          motif: pile === null ? 'vide' : MOTIFS_PILE[pile],
          texte: formaterEntier(dossiers),
          precision: `${nommerCollectifs(collectifs)} · droit calculé ${formaterEuros(droitCentimes)}`,
        })),
      },
      metrique,
    ),
  ];
}

function etapes({ chiffres, donnees }: Impression): Content {
  const { bareme } = donnees.campagne;
  const plafond = bareme.modeCalcul === 'par_collectif' ? 'par collectif' : 'par collectif, appliqué au dossier';
  const ligne = (
    libelle: string,
    compte: { dossiers: number; collectifs: number; enfants: number },
    centimes: number,
    precedent: number | null,
  ): Ligne => ({
    cellules: [
      libelle,
      formaterEntier(compte.dossiers),
      formaterEntier(compte.collectifs),
      formaterEntier(compte.enfants),
      formaterEuros(centimes),
      precedent === null ? '–' : formaterEcart(centimes - precedent),
    ],
  });
  const { demande, propose, agree, droitCentimes } = chiffres;
  const { totalCentimes } = donnees.enveloppe;
  // Un écart ne se lit que sur les mêmes dossiers.
  const reference = demande.dossiers === chiffres.dossiers ? demande.montantCentimes : null;
  const dernier = agree?.montantCentimes ?? propose.droitCentimes;
  const solde = totalCentimes === null ? null : totalCentimes - dernier;
  return tableau({
    colonnes: [
      { entete: 'Étape', largeur: '*' },
      { entete: 'Dossiers', largeur: 34, aligner: 'right' },
      { entete: 'Collectifs', largeur: 38, aligner: 'right' },
      { entete: 'Enfants', largeur: 32, aligner: 'right' },
      { entete: 'Montant', largeur: 66, aligner: 'right' },
      { entete: 'Écart', largeur: 64, aligner: 'right' },
    ],
    lignes: [
      ...(demande.dossiers > 0 ? [ligne('Demandé par les porteurs', demande, demande.montantCentimes, null)] : []),
      ligne(
        typo(
          `Droit calculé : ${formaterTaux(bareme.tauxPointsBase)}, plafond ${formaterEuros(bareme.plafondCentimes)} ${plafond}`,
        ),
        chiffres,
        droitCentimes,
        reference,
      ),
      ligne('Proposé par les lecteurs (favorables et à débattre)', propose, propose.droitCentimes, droitCentimes),
      ...(agree ? [ligne('Agréé par le Copil à ce jour', agree, agree.montantCentimes, propose.droitCentimes)] : []),
      ...(solde === null
        ? []
        : [
            {
              genre: 'total' as const,
              cellules: [
                solde < 0 ? 'Dépassement de l’enveloppe' : 'Enveloppe restante',
                '',
                '',
                '',
                formaterEuros(Math.abs(solde)),
                '',
              ],
            },
          ]),
    ],
  });
}

/** « +19 255,50 € », « −379,75 € », « 0,00 € ». */
export function formaterEcart(centimes: number): string {
  return `${centimes > 0 ? '+' : ''}${formaterEuros(centimes)}`;
}
