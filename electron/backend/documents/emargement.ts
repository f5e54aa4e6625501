import type { Content, ContentStack, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Membre } from '../../../shared/contract/seances.ts';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import type { DonneesEmargement } from './emargement-donnees.ts';
import { INSTITUTIONS } from './institutions.ts';
import { creerMetrique, lirePolices } from './metrique.ts';
import { produirePdf } from './moteur.ts';
import { nettoyer } from './nettoyer.ts';
import { entete, pied } from './page.ts';
import { direSeance, enteteDePapier, metadonnees, nommerService } from './papier.ts';
import type { OptionsPapier, PapierEcrit } from './releve/ecrire.ts';
import { COULEURS, MARGES } from './style.ts';
import { typo } from './typographie.ts';

/** 12 mm au moins : de quoi signer sans déborder sur le voisin. */
const HAUTEUR_SIGNATURE = 36;
const LARGEUR_SIGNATURE = 176;
const LARGEUR_HEURE = 50;
const LIGNES_LIBRES = 3;

/** La feuille que les membres signent en entrant. Mêmes données, mêmes octets. */
export async function ecrireEmargement(donnees: DonneesEmargement, options: OptionsPapier): Promise<PapierEcrit> {
  const total = donnees.seance.membres.length;
  options.surProgres?.({ fait: 0, total, message: 'Préparation de la feuille' });
  const polices = await lirePolices(options.ressources);
  const propres = nettoyer(donnees, creerMetrique(polices), new Set());
  let pages = 0;
  const definition = composer(propres, (nombre) => {
    pages = nombre;
  });
  const pdf = await produirePdf(definition, polices, () => {});
  await ecrireAtomique(options.sortie, pdf.octets);
  options.surProgres?.({ fait: total, total, message: 'Feuille écrite' });
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer(donnees: DonneesEmargement, surPages: (total: number) => void): TDocumentDefinitions {
  const { identite, seance, anneeScolaire } = donnees;
  const date = formaterDateLongue(seance.date);
  const habillage = {
    contexte: `Copil Clas du ${date} · `,
    titre: 'Feuille d’émargement',
    droite: `Campagne ${anneeScolaire}`,
    service: nommerService(identite),
    mention: `Séance du ${date}`,
  };
  const enteteDeSuite = entete(habillage);
  return {
    info: metadonnees(donnees, {
      titre: `Feuille d’émargement – Copil Clas du ${date}`,
      sujet: `Campagne ${anneeScolaire} : ${pluriel(seance.membres.length, 'membre')}`,
      mots: `Clas, Copil, émargement, ${anneeScolaire}`,
      auteur: habillage.service,
    }),
    pageMargins: [...MARGES.portrait],
    header: (page, total, format) => {
      surPages(total);
      return page === 1 ? null : enteteDeSuite(page, total, format);
    },
    footer: pied(habillage, MARGES.portrait[3]),
    content: [
      ...enteteDePapier(identite),
      { text: 'Feuille d’émargement', style: 'titrePage', outline: true },
      { text: direSeance(seance), style: 'sousTitre', margin: [0, 3, 0, 0] },
      {
        text: typo('Un membre lié à un porteur le déclare à l’ouverture et sort de la salle pour ce dossier.'),
        style: 'sousTitre',
      },
      ...INSTITUTIONS.flatMap(([code, libelle]) => {
        const siens = seance.membres.filter((m) => m.institution === code);
        return siens.length === 0 ? [] : [groupe(libelle, siens.map(ligneDe))];
      }),
      // D’un bloc : la certification ne reste jamais seule sur une page.
      {
        unbreakable: true,
        stack: [
          groupe('Autres personnes présentes', Array.from({ length: LIGNES_LIBRES }, ligneLibre)),
          certification(donnees),
        ],
      },
    ],
  };
}

/** Une institution : son nom est l’en-tête, qui se répète en haut de page avec ses membres. */
function groupe(titre: string, lignes: readonly TableCell[][]): Content {
  const tete = (text: string, alignment: 'left' | 'center'): TableCell => ({
    text,
    style: 'entete',
    alignment,
    verticalAlignment: 'bottom',
  });
  return {
    margin: [0, 12, 0, 0],
    table: {
      widths: ['*', LARGEUR_HEURE, LARGEUR_HEURE, LARGEUR_SIGNATURE],
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [
        [
          { text: titre, style: 'titreBloc' },
          tete('Arrivée', 'center'),
          tete('Départ', 'center'),
          tete('Signature', 'left'),
        ],
        ...lignes,
      ],
    },
    layout: {
      hLineWidth: (rang) => (rang === 1 ? 0.9 : rang === 0 || rang > lignes.length ? 0 : 0.3),
      hLineColor: (rang) => (rang === 1 ? COULEURS.encre : COULEURS.filetClair),
      vLineWidth: () => 0,
      paddingLeft: (colonne) => (colonne === 0 ? 0 : 5),
      paddingRight: (colonne) => (colonne === 3 ? 0 : 5),
      paddingTop: (rang) => (rang === 0 ? 0 : 4),
      paddingBottom: (rang) => (rang === 0 ? 3 : 4),
    },
  };
}

function ligneDe({ nom, fonction }: Membre): TableCell[] {
  const qui: ContentStack = {
    margin: [0, fonction === '' ? 12 : 6, 0, 0],
    stack: [{ text: nom, style: 'tableauFort' }, ...(fonction === '' ? [] : [{ text: fonction, style: 'note' }])],
  };
  return [qui, ...cases()];
}

/** Deux traits pointés : le nom, la fonction ou l’organisme. */
function ligneLibre(): TableCell[] {
  const trait = (y: number) =>
    ({
      type: 'line',
      x1: 0,
      y1: y,
      x2: 176,
      y2: y,
      lineWidth: 0.5,
      dash: { length: 1.5, space: 2 },
      lineColor: COULEURS.filet,
    }) as const;
  return [{ canvas: [trait(15), trait(33)] }, ...cases()];
}

function cases(): TableCell[] {
  const cadre = (largeur: number) => ({
    canvas: [
      {
        type: 'rect' as const,
        x: 0,
        y: 0,
        w: largeur,
        h: HAUTEUR_SIGNATURE,
        lineWidth: 0.7,
        lineColor: COULEURS.filet,
      },
    ],
  });
  return [cadre(LARGEUR_HEURE), cadre(LARGEUR_HEURE), cadre(LARGEUR_SIGNATURE)];
}

function certification({ seance: { membres, quorum, presidence } }: DonneesEmargement): Content {
  const sur = membres.length === 0 ? '' : ` sur ${membres.length}`;
  return {
    margin: [0, 14, 0, 0],
    stack: [
      {
        text: typo(`Nombre de membres présents : ............${sur}${quorum === null ? '' : ` (quorum : ${quorum})`}`),
        style: 'texte',
        margin: [0, 0, 0, 10],
      },
      { text: 'Certifié exact par le président ou la présidente de séance', style: 'tableauFort' },
      { text: presidence === '' ? ' ' : presidence, style: 'note', margin: [0, 0, 0, 4] },
      { canvas: [{ type: 'rect', x: 0, y: 0, w: 226, h: 50, lineWidth: 0.7, lineColor: COULEURS.filet }] },
    ],
  };
}
