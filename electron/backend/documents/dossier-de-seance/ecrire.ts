import type { Content, ContentSection } from 'pdfmake/interfaces.js';
import type { PartieDossier } from '../../../../shared/contract/dossier-de-seance.ts';
import { formaterDateLongue } from '../../../../shared/domaine/dates.ts';
import { LIBELLES_PILE, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterTaux } from '../../../../shared/domaine/nombres.ts';
import { ecrireAtomique } from '../../fichiers/ecrire-atomique.ts';
import { lireFondDeCarte } from '../carte-loiret.ts';
import type { DonneesDossierDeSeance } from '../donnees.ts';
import { creerMetrique, lirePolices } from '../metrique.ts';
import { type Definition, produirePdf } from '../moteur.ts';
import { nettoyer } from '../nettoyer.ts';
import { entete, pied } from '../page.ts';
import { creerRenvois } from '../renvois.ts';
import { MARGES } from '../style.ts';
import { annexeEnveloppe, annexeNonRecevables } from './annexe-enveloppe.ts';
import { annexeBareme, annexeCharte, annexeEmargement } from './annexes.ts';
import { calculerChiffres } from './chiffres.ts';
import { couverture } from './couverture.ts';
import { fiche, type GroupeDeFiches } from './fiche.ts';
import type { DossierImprime, Impression } from './impression.ts';
import { ordreDuJour } from './ordre-du-jour.ts';
import { type Annexe, annexesDe, dresserPlan, fichesJointes } from './plan.ts';
import { propositions } from './propositions.ts';
import { repartition } from './repartition.ts';
import { synthese } from './synthese.ts';
import { tableauClasse } from './tableau-classe.ts';

export interface OptionsDossierDeSeance {
  /** Chemin du dossier `resources/`. */
  readonly ressources: string;
  /** Fichier à écrire ; remplacé d’un coup, une fois le document entier. */
  readonly sortie: string;
  readonly surProgres?: (fait: number, total: number, message: string) => void;
}

export interface DossierDeSeanceEcrit {
  readonly octets: number;
  readonly sha256: string;
  readonly pages: number;
}

type Progres = NonNullable<OptionsDossierDeSeance['surProgres']>;
/** Champs où un retour à la ligne a un sens ; ailleurs il couperait un nom en deux. */
const CHAMPS_A_LIGNES: ReadonlySet<string> = new Set(['commentaire', 'texte', 'origine']);

/**
 * Écrit le dossier de séance du Copil en PDF : couverture, ordre du jour, synthèse, carte, tableau classé,
 * une fiche par dossier, annexes. Les mêmes données donnent les mêmes octets.
 */
export async function ecrireDossierDeSeance(
  donnees: DonneesDossierDeSeance,
  options: OptionsDossierDeSeance,
): Promise<DossierDeSeanceEcrit> {
  const surProgres: Progres = options.surProgres ?? (() => undefined);
  const nombre = Math.max(1, fichesJointes(donnees).length);
  surProgres(0, nombre, 'Préparation du document');
  const [polices, fond] = await Promise.all([lirePolices(options.ressources), lireFondDeCarte(options.ressources)]);
  const metrique = creerMetrique(polices);
  const propres = nettoyer(donnees, metrique, CHAMPS_A_LIGNES);
  let pages = 0;
  const impression: Impression = {
    donnees: propres,
    plan: dresserPlan(propres),
    total: () => pages,
    chiffres: calculerChiffres(propres.dossiers, propres.precedente),
    metrique,
    renvois: creerRenvois(),
    fond,
    habillage: {
      contexte: `Copil Clas du ${formaterDateLongue(propres.seance.date)} · `,
      titre: 'Dossier de séance',
      droite: `Campagne ${propres.campagne.anneeScolaire}`,
      service: [propres.identite.nom, propres.identite.service].filter((texte) => texte !== '').join(' – '),
      mention: donnees.options.allege
        ? 'Document préparatoire, version allégée, réservé aux membres du Copil'
        : 'Document préparatoire réservé aux membres du Copil',
    },
  };
  const definition = composer(impression, surProgres, (total) => {
    pages = total;
  });
  let dixieme = 0;
  const pdf = await produirePdf(definition, polices, (part) => {
    // pdfmake appelle à chaque trait : un message par dixième suffit. Le dernier dossier ne compte qu’une fois le fichier écrit.
    if (Math.floor(part * 10) <= dixieme) return;
    dixieme = Math.floor(part * 10);
    surProgres(
      Math.max(0, nombre - 1),
      nombre,
      `Écriture de ${pluriel(pages, 'page')}, ${formaterTaux(dixieme * 1000)}`,
    );
  });
  await ecrireAtomique(options.sortie, pdf.octets);
  surProgres(nombre, nombre, 'Document écrit');
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer(impression: Impression, surProgres: Progres, surPages: (total: number) => void): Definition {
  const { donnees, habillage } = impression;
  const { seance, campagne, dossiers, options } = donnees;
  const fiches = fichesJointes(donnees);
  const avec = (partie: PartieDossier) => options.parties.includes(partie);
  const date = formaterDateLongue(seance.date);
  const edition = new Date(donnees.editeLe);
  const premiere = couverture(impression);
  const couvertureComptee: ContentSection = {
    ...premiere,
    header: (_page, total) => {
      surPages(total);
      return null;
    },
  };
  return {
    info: {
      title: `Dossier de séance${options.allege ? ' (version allégée)' : ''} – Copil Clas du ${date}`,
      author: habillage.service,
      subject: `Campagne ${campagne.anneeScolaire} : ${pluriel(dossiers.length, 'dossier')} soumis au comité de pilotage`,
      keywords: `Clas, Copil, ${campagne.anneeScolaire}, journal ${donnees.empreinteJournal}`,
      creator: `Clas ${donnees.version}`,
      producer: 'pdfmake',
      creationDate: edition,
      modDate: edition,
    },
    content: [
      couvertureComptee,
      portrait(impression, ordreDuJour(impression)),
      ...(avec('synthese') ? [portrait(impression, synthese(impression))] : []),
      ...(avec('carte') ? [portrait(impression, repartition(impression))] : []),
      ...(avec('tableau') ? [paysage(impression, tableauClasse(impression))] : []),
      ...(avec('propositions') ? [portrait(impression, propositions(impression))] : []),
      ...fiches.map((dossier, rang) => () => {
        const section = fiche(impression, dossier, groupeDe(impression, fiches, rang));
        return { ...section, background: () => annoncer(surProgres, rang, fiches.length) };
      }),
      ...[...annexesDe(donnees).keys()].map((annexe) => portrait(impression, ANNEXES[annexe](impression))),
    ],
  };
}

const ANNEXES: Readonly<Record<Annexe, (impression: Impression) => ContentSection['section']>> = {
  bareme: annexeBareme,
  charte: annexeCharte,
  enveloppe: annexeEnveloppe,
  nonRecevables: annexeNonRecevables,
  emargement: annexeEmargement,
};

function paysage({ habillage }: Impression, contenu: ContentSection['section']): ContentSection {
  return {
    section: contenu,
    pageOrientation: 'landscape',
    pageMargins: [...MARGES.paysage],
    header: entete(habillage),
    footer: pied(habillage, MARGES.paysage[3]),
  };
}

/** pdfmake demande le fond de chaque page au moment où il la commence : c’est notre seul repère d’avancement. */
function annoncer(surProgres: Progres, rang: number, total: number): Content | null {
  surProgres(rang, total, `Mise en page de la fiche ${rang + 1} sur ${total}`);
  return null;
}

function portrait({ habillage }: Impression, contenu: ContentSection['section']): ContentSection {
  return {
    section: contenu,
    pageMargins: [...MARGES.portrait],
    header: entete(habillage),
    footer: pied(habillage, MARGES.portrait[3]),
  };
}

/** Signets : un groupe par pile quand la séance suit les piles, sinon un seul. */
function groupeDe(
  { donnees: { seance } }: Impression,
  dossiers: readonly DossierImprime[],
  rang: number,
): GroupeDeFiches {
  if (seance.ordre !== 'pile') {
    return { nom: 'groupe-fiches', libelle: `Fiches des dossiers (${dossiers.length})`, ouvre: rang === 0 };
  }
  const pile = dossiers[rang]?.pile ?? null;
  // Une pile revenue plus loin dans l’ordre ouvre un nouveau groupe : un nom ne peut servir deux fois.
  let debut = rang;
  while (debut > 0 && dossiers[debut - 1]?.pile === pile) debut -= 1;
  let fin = rang;
  while (fin < dossiers.length - 1 && dossiers[fin + 1]?.pile === pile) fin += 1;
  const libelle =
    pile === null ? 'Dossiers sans proposition' : `Dossiers : ${LIBELLES_PILE[pile].toLocaleLowerCase('fr')}`;
  return { nom: `groupe-${debut}`, libelle: `${libelle} (${fin - debut + 1})`, ouvre: debut === rang };
}
