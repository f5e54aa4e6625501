import type { Content, ContentSection, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterTaux } from '../../../shared/domaine/nombres.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import type { DonneesFiches } from './fiche-instruction-donnees.ts';
import { ficheInstruction } from './fiche-instruction-page.ts';
import { classement, stabilites } from './fiche-instruction-recapitulatif.ts';
import { sensibilites } from './fiche-instruction-sensibilite.ts';
import { creerMetrique, lirePolices, type Metrique } from './metrique.ts';
import { produirePdf } from './moteur.ts';
import { nettoyer } from './nettoyer.ts';
import { entete, type Habillage, pied } from './page.ts';
import { creerRenvois } from './renvois.ts';
import { MARGES } from './style.ts';

interface Options {
  /** Chemin du dossier `resources/`. */
  readonly ressources: string;
  /** Fichier à écrire ; remplacé d’un coup, une fois le document entier. */
  readonly sortie: string;
  readonly surProgres?: (progres: { fait: number; total: number; message: string }) => void;
}

export interface FichesEcrites {
  readonly octets: number;
  readonly sha256: string;
  readonly pages: number;
}

type Progres = NonNullable<Options['surProgres']>;
const GROUPE = 'instruction-fiches';
/** Champs où un retour à la ligne a un sens. */
const CHAMPS_A_LIGNES: ReadonlySet<string> = new Set(['commentaire', 'valeur', 'origine']);

/** Les fiches d’instruction, précédées du classement s’il y en a plusieurs. Mêmes données, mêmes octets. */
export async function ecrireFiches(donnees: DonneesFiches, options: Options): Promise<FichesEcrites> {
  const surProgres = options.surProgres ?? (() => undefined);
  const total = donnees.fiches.length;
  surProgres({ fait: 0, total, message: 'Préparation des fiches' });
  const polices = await lirePolices(options.ressources);
  const metrique = creerMetrique(polices);
  let pages = 0;
  const definition = composer(nettoyer(donnees, metrique, CHAMPS_A_LIGNES), metrique, surProgres, (nombre) => {
    pages = nombre;
  });
  let dixieme = 0;
  const pdf = await produirePdf(definition, polices, (part) => {
    // pdfmake appelle à chaque trait : un message par dixième suffit.
    if (Math.floor(part * 10) <= dixieme) return;
    dixieme = Math.floor(part * 10);
    surProgres({
      fait: Math.max(0, total - 1),
      total,
      message: `Écriture de ${pluriel(pages, 'page')}, ${formaterTaux(dixieme * 1000)}`,
    });
  });
  await ecrireAtomique(options.sortie, pdf.octets);
  surProgres({ fait: total, total, message: 'Fiches écrites' });
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer(
  donnees: DonneesFiches,
  metrique: Metrique,
  surProgres: Progres,
  surPages: (total: number) => void,
): TDocumentDefinitions {
  const renvois = creerRenvois();
  const { fiches, campagne, identite } = donnees;
  const edition = new Date(donnees.editeLe);
  const seule = fiches.length === 1 ? fiches[0] : undefined;
  const titre = seule ? `Fiche d’instruction – ${seule.dossier.structure.raisonSociale}` : 'Fiches d’instruction';
  const habillage: Habillage = {
    contexte: `Clas ${campagne.anneeScolaire} · `,
    titre: seule ? 'Fiche d’instruction' : 'Fiches d’instruction',
    droite: `Éditée le ${formaterDate(donnees.editeLe.slice(0, 10))}`,
    service: [identite.nom, identite.service].filter((texte) => texte !== '').join(' – '),
    mention: 'Proposition de l’instruction : le Copil décide',
  };
  const sources = { donnees, metrique, renvois, habillage };
  const images = seule ? [] : [stabilites(sources), sensibilites(sources)].filter((blocs) => blocs.length > 0);
  const sections: ContentSection[] = [
    ...(seule
      ? []
      : [
          {
            section: classement(sources),
            pageOrientation: 'landscape' as const,
            pageMargins: [...MARGES.paysage] as [number, number, number, number],
            header: entete(habillage),
            footer: pied(habillage, MARGES.paysage[3]),
          },
        ]),
    ...images.map(
      (blocs): ContentSection => ({
        section: blocs,
        pageMargins: [...MARGES.portrait],
        header: entete(habillage),
        footer: pied(habillage, MARGES.portrait[3]),
      }),
    ),
    ...fiches.map((fiche, rang) => {
      const section = ficheInstruction({ ...sources, fiche, parent: seule ? null : GROUPE });
      return {
        ...section,
        section: [...(rang === 0 && !seule ? [signetDuGroupe(fiches.length)] : []), ...enTableau(section.section)],
        background: () => annoncer(surProgres, rang, fiches.length),
      };
    }),
  ];
  return {
    info: {
      title: titre,
      author: habillage.service,
      subject: `${pluriel(fiches.length, 'dossier')}, campagne ${campagne.anneeScolaire}`,
      keywords: `Clas, instruction, ${campagne.anneeScolaire}, journal ${donnees.empreinteJournal}`,
      creator: `Clas ${donnees.version}`,
      producer: 'pdfmake',
      creationDate: edition,
      modDate: edition,
    },
    content: sections.map((section) => compterPages(section, surPages)),
  };
}

function enTableau(contenu: ContentSection['section']): Content[] {
  return Array.isArray(contenu) ? contenu : [contenu];
}

/** Le nombre de pages se sait au moment d’écrire un en-tête. */
function compterPages(section: ContentSection, surPages: (total: number) => void): ContentSection {
  const { header } = section;
  return {
    ...section,
    header: (page, total, format) => {
      surPages(total);
      return typeof header === 'function' ? header(page, total, format) : (header ?? null);
    },
  };
}

function signetDuGroupe(nombre: number): Content {
  return {
    text: '',
    id: GROUPE,
    fontSize: 1,
    lineHeight: 0.01,
    outline: true,
    outlineText: `Fiches (${nombre})`,
    outlineExpanded: false,
  };
}

/** pdfmake demande le fond de chaque page au moment où il la commence : c’est notre seul repère d’avancement. */
function annoncer(surProgres: Progres, rang: number, total: number): Content | null {
  surProgres({ fait: rang, total, message: `Mise en page de la fiche ${rang + 1} sur ${total}` });
  return null;
}
