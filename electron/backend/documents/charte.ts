import type { Content, ContentSection, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { formaterTaux } from '../../../shared/domaine/nombres.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import { couvertureDeCharte } from './charte-couverture.ts';
import type { DonneesCharte } from './charte-donnees.ts';
import { partieAxe, partieConditions, partiePoids } from './charte-parties.ts';
import { creerMetrique, lirePolices, type Metrique } from './metrique.ts';
import { produirePdf } from './moteur.ts';
import { entete, type Habillage, pied } from './page.ts';
import { LARGEUR_UTILE, MARGES } from './style.ts';
import { typo } from './typographie.ts';

interface Options {
  /** Chemin du dossier `resources/`. */
  readonly ressources: string;
  /** Fichier à écrire ; remplacé d’un coup, une fois le document entier. */
  readonly sortie: string;
  readonly surProgres?: (progres: { fait: number; total: number; message: string }) => void;
}

export interface CharteEcrite {
  readonly octets: number;
  readonly sha256: string;
  readonly pages: number;
}

/** La charte telle qu’on la donne au Copil ou aux porteurs. Mêmes données, mêmes octets. */
export async function ecrireCharte(donnees: DonneesCharte, options: Options): Promise<CharteEcrite> {
  const surProgres = options.surProgres ?? (() => undefined);
  const polices = await lirePolices(options.ressources);
  const metrique = creerMetrique(polices);
  let pages = 0;
  const definition = composer(nettoyer(donnees, metrique), metrique, (total) => {
    pages = total;
  });
  const pdf = await produirePdf(definition, polices, (part) =>
    surProgres({
      fait: Math.floor(part * 10),
      total: 10,
      message: `Écriture, ${formaterTaux(Math.floor(part * 10) * 1000)}`,
    }),
  );
  await ecrireAtomique(options.sortie, pdf.octets);
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer(donnees: DonneesCharte, metrique: Metrique, surPages: (total: number) => void): TDocumentDefinitions {
  const { charte, identite } = donnees;
  const edition = new Date(donnees.editeLe);
  const service = [identite.nom, identite.service].filter((texte) => texte !== '').join(' – ');
  const titre = `${charte.nom}, version ${charte.version}`;
  const habillage: Habillage = {
    contexte: 'Charte Clas · ',
    titre: metrique.tronquer(charte.nom, 'note', LARGEUR_UTILE - 160),
    droite: [`version ${charte.version}`, ...(charte.modele ? ['modèle, à valider'] : [])].join(' · '),
    service,
    mention: charte.modele ? typo('Modèle : aucune valeur officielle') : MENTIONS[donnees.etat],
  };
  return {
    info: {
      title: `Charte – ${titre}`,
      author: service,
      subject: 'Conditions, axes, critères et niveaux du contrat local d’accompagnement à la scolarité',
      keywords: `Clas, charte, version ${charte.version}, journal ${donnees.empreinteJournal}`,
      creator: `Clas ${donnees.version}`,
      producer: 'pdfmake',
      creationDate: edition,
      modDate: edition,
    },
    content: [
      couvertureDeCharte(donnees, surPages),
      suite(habillage, partiePoids(donnees)),
      suite(habillage, partieConditions(donnees)),
      suite(habillage, charte.axes.flatMap(partieAxe)),
    ],
  };
}

const MENTIONS: Readonly<Record<DonneesCharte['etat'], string>> = {
  brouillon: 'Brouillon : peut encore changer',
  publiee: 'Version publiée',
  archivee: 'Version archivée',
};

function suite(habillage: Habillage, section: Content[]): ContentSection {
  return {
    section,
    pageMargins: [...MARGES.portrait],
    header: entete(habillage),
    footer: pied(habillage, MARGES.portrait[3]),
  };
}

/** Tout ce qui a été tapé, rendu imprimable ; un champ resté vide dans un brouillon se voit. */
function nettoyer(donnees: DonneesCharte, metrique: Metrique): DonneesCharte {
  const ligne = (texte: string) =>
    metrique
      .imprimable(texte)
      .replace(/\s*\n\s*/g, ' ')
      .trim();
  const ouVide = (texte: string, defaut: string) => ligne(texte) || defaut;
  const { charte, identite } = donnees;
  return {
    ...donnees,
    // Que des textes : la forme est gardée.
    identite: Object.fromEntries(
      Object.entries(identite).map(([cle, texte]) => [cle, ligne(texte)]),
    ) as DonneesCharte['identite'],
    charte: {
      ...charte,
      nom: ouVide(charte.nom, 'Charte sans nom'),
      origine: metrique.imprimable(charte.origine).trim(),
      conditions: charte.conditions.map((c) => ({
        ...c,
        code: ligne(c.code),
        libelle: ouVide(c.libelle, '(libellé à écrire)'),
        aide: ligne(c.aide),
      })),
      axes: charte.axes.map((a) => ({
        ...a,
        code: ligne(a.code),
        libelle: ouVide(a.libelle, '(axe sans libellé)'),
        abrege: ligne(a.abrege),
        criteres: a.criteres.map((c) => {
          const [zero, un, deux, trois] = c.niveaux;
          const decrire = (texte: string) => ouVide(texte, '(à décrire)');
          return {
            ...c,
            code: ligne(c.code),
            libelle: ouVide(c.libelle, '(libellé à écrire)'),
            niveaux: [decrire(zero), decrire(un), decrire(deux), decrire(trois)],
          };
        }),
      })),
    },
  };
}
