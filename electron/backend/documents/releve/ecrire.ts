import type { Content, DynamicContent, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { formaterDateLongue } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { ecrireAtomique } from '../../fichiers/ecrire-atomique.ts';
import { filet } from '../dessins.ts';
import { creerMetrique, lirePolices } from '../metrique.ts';
import { produirePdf } from '../moteur.ts';
import { nettoyer } from '../nettoyer.ts';
import { entete, pied } from '../page.ts';
import { direSeance, enteteDePapier, metadonnees, nommerService } from '../papier.ts';
import { creerRenvois } from '../renvois.ts';
import { COULEURS, LARGEUR_UTILE, MARGE, MARGES } from '../style.ts';
import { typo } from '../typographie.ts';
import { debats } from './debats.ts';
import { tableauDesDecisions } from './decisions.ts';
import type { DonneesReleve, GenreReleve } from './donnees.ts';
import { type Impression, type MontantPose, titreDePartie, trier } from './impression.ts';
import { presence } from './presence.ts';
import { recapitulatif } from './recapitulatif.ts';
import { ajournes, changements, liste, signatures } from './suites.ts';

export interface OptionsPapier {
  /** Chemin du dossier `resources/`. */
  readonly ressources: string;
  /** Fichier à écrire ; remplacé d’un coup, une fois le document entier. */
  readonly sortie: string;
  readonly surProgres?: (progres: { fait: number; total: number; message: string }) => void;
}

export interface PapierEcrit {
  readonly octets: number;
  readonly sha256: string;
  readonly pages: number;
}

const TITRES: Readonly<Record<GenreReleve, string>> = { releve: 'Relevé de décisions', pv: 'Procès-verbal' };
/** Le commentaire garde ses paragraphes ; ailleurs un retour à la ligne couperait une phrase en deux. */
const CHAMPS_A_LIGNES: ReadonlySet<string> = new Set(['commentaire']);

/** Le relevé de décisions ou le procès-verbal d’une séance. Mêmes données, mêmes octets. */
export async function ecrireReleve(donnees: DonneesReleve, options: OptionsPapier): Promise<PapierEcrit> {
  const surProgres = options.surProgres ?? (() => undefined);
  const total = donnees.dossiers.length;
  surProgres({ fait: 0, total, message: 'Préparation du document' });
  const polices = await lirePolices(options.ressources);
  const metrique = creerMetrique(polices);
  const propres = nettoyer(donnees, metrique, CHAMPS_A_LIGNES);
  const impression: Impression = { donnees: propres, metrique, renvois: creerRenvois(), poses: [] };
  let pages = 0;
  const definition = composer(impression, (nombre) => {
    pages = nombre;
  });
  let dixieme = 0;
  const pdf = await produirePdf(definition, polices, (part) => {
    // pdfmake appelle à chaque trait : un message par dixième suffit.
    if (Math.floor(part * 10) <= dixieme) return;
    dixieme = Math.floor(part * 10);
    surProgres({
      fait: Math.floor((total * dixieme) / 10.01),
      total,
      message: `Écriture de ${pluriel(pages, 'page')}`,
    });
  });
  await ecrireAtomique(options.sortie, pdf.octets);
  surProgres({ fait: total, total, message: 'Document écrit' });
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer(impression: Impression, surPages: (total: number) => void): TDocumentDefinitions {
  const { donnees, poses } = impression;
  const { seance, identite, anneeScolaire, genre } = donnees;
  const titre = TITRES[genre];
  const date = formaterDateLongue(seance.date);
  const habillage = {
    contexte: `Copil Clas du ${date} · `,
    titre,
    droite: `Campagne ${anneeScolaire}`,
    service: nommerService(identite),
    mention: `Séance du ${date}`,
  };
  const enteteDeSuite = entete(habillage);
  const reports = genre === 'releve';
  const header: DynamicContent = (page, total, format) => {
    surPages(total);
    if (page === 1) return null;
    const suite = enteteDeSuite(page, total, format);
    const report = reports ? ligneDeReport('Report', poses, page - 1) : null;
    return [
      ...(suite ? [suite] : []),
      ...(report ? [{ ...report, absolutePosition: { x: MARGE, y: HAUT_REPORT } }] : []),
    ];
  };
  return {
    info: metadonnees(donnees, {
      titre: `${titre} – Copil Clas du ${date}`,
      sujet: `Campagne ${anneeScolaire} : ${pluriel(donnees.dossiers.length, 'dossier')} à l’ordre du jour`,
      mots: `Clas, Copil, ${titre.toLocaleLowerCase('fr')}, ${anneeScolaire}`,
      auteur: habillage.service,
    }),
    pageMargins: [...MARGES.portrait],
    header,
    footer: pied(habillage, MARGES.portrait[3], (page) => (reports ? ligneDeReport('À reporter', poses, page) : null)),
    content: contenu(impression, titre),
  };
}

function contenu(impression: Impression, titre: string): Content[] {
  const { donnees } = impression;
  const { examines, nonExamines, decidesAilleurs } = trier(donnees.dossiers);
  let numero = 3;
  /** Le numéro ne se prend que si la partie a de quoi s’écrire. */
  const partie = (ecrire: (n: number) => Content[]): Content[] => {
    const ecrite = ecrire(numero + 1);
    if (ecrite.length > 0) numero += 1;
    return ecrite;
  };
  return [
    ...enteteDePapier(donnees.identite),
    { text: titre, style: 'titrePage' },
    { text: direSeance(donnees.seance), style: 'sousTitre', margin: [0, 3, 0, 0] },
    {
      text: typo(`Campagne ${donnees.anneeScolaire} · barème « ${donnees.bareme} » · charte ${donnees.charte}`),
      style: 'sousTitre',
    },
    ...presence(impression, 1),
    ...recapitulatif(impression, 2),
    titreDePartie(
      impression,
      3,
      donnees.genre === 'pv'
        ? 'Débats et décisions, dans l’ordre de la séance'
        : 'Décisions, dans l’ordre de la séance',
    ),
    ...(examines.length === 0
      ? [{ text: 'La séance n’a pris aucune décision.', style: 'texte' } as const]
      : donnees.genre === 'pv'
        ? debats(impression, examines)
        : [tableauDesDecisions(impression, examines)]),
    ...partie((n) => ajournes(impression, examines, n)),
    ...partie((n) => changements(impression, examines, n)),
    ...partie((n) =>
      liste(
        impression,
        {
          titre: 'Dossiers non examinés',
          phrase: 'À l’ordre du jour, sans décision de cette séance : ils reviennent à une prochaine.',
          dossiers: nonExamines,
        },
        n,
      ),
    ),
    ...partie((n) =>
      liste(
        impression,
        {
          titre: 'Dossiers décidés dans une autre séance',
          phrase: 'Leur décision reste celle de la séance qui l’a prise ; elle n’est pas comptée ici.',
          dossiers: decidesAilleurs,
        },
        n,
      ),
    ),
    signatures(impression),
  ];
}

/** Sous le filet de l’en-tête. */
const HAUT_REPORT = 46;

/** « À reporter » et « Report » : ce que les pages faites disent du tableau, jamais une estimation. */
function ligneDeReport(mot: string, poses: readonly MontantPose[], page: number) {
  const pageDe = ({ noeud }: MontantPose) => noeud.positions?.[0]?.pageNumber ?? 0;
  const dessus = poses.filter((pose) => pageDe(pose) <= page);
  if (dessus.length === 0 || dessus.length === poses.length) return null;
  const dossiers = new Set(dessus.map((pose) => pose.dossierId)).size;
  const montant = dessus.reduce((somme, pose) => somme + pose.montantCentimes, 0);
  return {
    stack: [
      ...(mot === 'Report' ? [] : [{ canvas: [filet(LARGEUR_UTILE, 0.9, COULEURS.encre)] }]),
      {
        margin: [0, 2, 0, 0] as [number, number, number, number],
        columns: [
          {
            width: LARGEUR_UTILE - 100,
            text: typo(`${mot} (${pluriel(dossiers, 'dossier')}, ${pluriel(dessus.length, 'collectif')})`),
            style: 'dense' as const,
            bold: true,
          },
          {
            width: 100,
            text: formaterEuros(montant),
            style: 'dense' as const,
            bold: true,
            alignment: 'right' as const,
          },
        ],
      },
    ],
  };
}
