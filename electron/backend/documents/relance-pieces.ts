import type { ContentSection, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import { creerMetrique, lirePolices, type Metrique } from './metrique.ts';
import { produirePdf } from './moteur.ts';
import { entete, type Habillage, pied } from './page.ts';
import type { DonneesRelance, LettreRelance, PieceReclamee } from './relance-pieces-donnees.ts';
import { corpsDeLettre, teteDeLettre } from './relance-pieces-lettre.ts';
import { creerRenvois, type Renvois } from './renvois.ts';
import { LARGEUR_UTILE, MARGES } from './style.ts';
import { grouperNumero, typo } from './typographie.ts';

interface Options {
  /** Chemin du dossier `resources/`. */
  readonly ressources: string;
  /** Fichier à écrire ; remplacé d’un coup, une fois le document entier. */
  readonly sortie: string;
  readonly surProgres?: (progres: { fait: number; total: number; message: string }) => void;
}

export interface RelancesEcrites {
  readonly octets: number;
  readonly sha256: string;
  readonly pages: number;
}

/** Une lettre par dossier, chacune paginée pour elle-même : on les sépare à la main. Mêmes données, mêmes octets. */
export async function ecrireRelances(donnees: DonneesRelance, options: Options): Promise<RelancesEcrites> {
  const surProgres = options.surProgres ?? (() => undefined);
  const total = donnees.lettres.length;
  surProgres({ fait: 0, total, message: 'Préparation des lettres' });
  const polices = await lirePolices(options.ressources);
  const metrique = creerMetrique(polices);
  const propres = nettoyer(donnees, metrique);
  let pages = 0;
  const definition = composer(propres, metrique, (nombre) => {
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
  surProgres({ fait: total, total, message: 'Lettres écrites' });
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer(
  donnees: DonneesRelance,
  metrique: Metrique,
  surPages: (total: number) => void,
): TDocumentDefinitions {
  const renvois = creerRenvois();
  const edition = new Date(donnees.editeLe);
  const service = [donnees.identite.nom, donnees.identite.service].filter((texte) => texte !== '').join(' – ');
  return {
    info: {
      title: `Demande de pièces – Clas ${donnees.anneeScolaire}`,
      author: service,
      subject: `${pluriel(donnees.lettres.length, 'lettre')}, campagne ${donnees.anneeScolaire}`,
      keywords: `Clas, pièces, ${donnees.anneeScolaire}`,
      creator: `Clas ${donnees.version}`,
      producer: 'pdfmake',
      creationDate: edition,
      modDate: edition,
    },
    content: donnees.lettres.map((lettre, rang) =>
      composerUne({ donnees, lettre, rang, metrique, renvois, service }, surPages),
    ),
  };
}

export interface LettreAComposer {
  readonly donnees: DonneesRelance;
  readonly lettre: LettreRelance;
  readonly rang: number;
  readonly metrique: Metrique;
  readonly renvois: Renvois;
  readonly service: string;
}

function composerUne(sources: LettreAComposer, surPages: (total: number) => void): ContentSection {
  const { donnees, lettre, rang, metrique, renvois, service } = sources;
  const habillage: Habillage = {
    contexte: '',
    titre: metrique.tronquer(lettre.raisonSociale, 'note', LARGEUR_UTILE - 60),
    droite: '(suite)',
    service,
    mention: typo(`Dossier n° ${grouperNumero(lettre.numero)}`),
  };
  const premiere = () => renvois.pageDe(ancre(rang));
  const derniere = (total: number) => (rang + 1 < donnees.lettres.length ? renvois.pageDe(ancre(rang + 1)) - 1 : total);
  const piedDeLettre = pied(habillage, MARGES.portrait[3]);
  const enteteDeSuite = entete(habillage);
  return {
    pageMargins: [...MARGES.portrait],
    header: (page, total, format) => {
      surPages(total);
      return page > premiere() ? enteteDeSuite(page, total, format) : null;
    },
    footer: (page, total, format) => piedDeLettre(page - premiere() + 1, derniere(total) - premiere() + 1, format),
    section: [...teteDeLettre(sources, ancre(rang)), ...corpsDeLettre(sources)],
  };
}

function ancre(rang: number): string {
  return `lettre-${rang}`;
}

/** Tout ce qui vient d’un fichier ou d’une saisie, rendu imprimable ; un nom tient sur sa ligne. */
function nettoyer(donnees: DonneesRelance, metrique: Metrique): DonneesRelance {
  const ligne = (texte: string) =>
    metrique
      .imprimable(texte)
      .replace(/\s*\n\s*/g, ' ')
      .trim();
  const enLignes = (texte: string) =>
    metrique
      .imprimable(texte)
      .replace(/\s*\n\s*/g, '\n')
      .trim() || null;
  const ouNul = (texte: string | null) => (texte === null ? null : ligne(texte) || null);
  const piece = (p: PieceReclamee): PieceReclamee => ({
    libelle: ligne(p.libelle),
    aide: metrique.imprimable(p.aide).trim(),
    nonConforme: p.nonConforme === null ? null : metrique.imprimable(p.nonConforme).trim(),
  });
  const { identite } = donnees;
  return {
    ...donnees,
    agent: ligne(donnees.agent),
    identite: {
      nom: ligne(identite.nom),
      service: ligne(identite.service),
      adresse: ligne(identite.adresse),
      codePostal: ligne(identite.codePostal),
      ville: ligne(identite.ville),
      telephone: ligne(identite.telephone),
      courriel: ligne(identite.courriel),
    },
    lettres: donnees.lettres.map((l) => ({
      ...l,
      numero: ligne(l.numero),
      raisonSociale: ligne(l.raisonSociale) || 'Raison sociale non renseignée',
      representant: ouNul(l.representant),
      adresse: l.adresse === null ? null : enLignes(l.adresse),
      codePostal: ouNul(l.codePostal),
      commune: ouNul(l.commune),
      pieces: l.pieces.map(piece),
    })),
  };
}
