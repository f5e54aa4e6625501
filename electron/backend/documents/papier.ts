import type { Content, ContentText, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import type { Seance } from '../../../shared/contract/seances.ts';
import { formaterDateLongue, formaterHeure, lierHeures } from '../../../shared/domaine/dates.ts';
import type { Edition } from './archiver.ts';
import { COULEURS, MARGE } from './style.ts';
import { grouperTelephone, typo } from './typographie.ts';

/** Repères de l’en-tête à lettre, comme sur les lettres : 74 × 44 restent libres pour le logotype. */
const HAUT = 40;
const GAUCHE = MARGE + 74 + 14;
/** Où le contenu commence sous l’en-tête, depuis la marge haute de 62. */
const SOUS_ENTETE = 44;

/** L’en-tête de la Caf sur la première page d’un papier de séance, et la place qu’il prend. */
export function enteteDePapier(identite: IdentiteCaf): Content[] {
  const ville = [identite.codePostal, identite.ville].filter(Boolean).join(' ');
  const lieu = [identite.adresse, ville].filter(Boolean).join(', ');
  return [
    {
      absolutePosition: { x: GAUCHE, y: HAUT },
      columns: [
        {
          width: 400,
          stack: [
            { text: identite.nom, style: 'fort' },
            ...[identite.service, lieu, grouperTelephone(identite.telephone)]
              .filter(Boolean)
              .map((text): ContentText => ({ text, style: 'legende', color: COULEURS.gris, lineHeight: 1.17 })),
          ],
        },
      ],
    },
    { text: '', fontSize: 1, lineHeight: 0.01, margin: [0, SOUS_ENTETE, 0, 0] },
  ];
}

/** « Comité de pilotage Clas du jeudi 2 juillet 2026, 9 h 00 – 11 h 24 · Caf du Loiret, salle du conseil ». */
export function direSeance({ date, heureDebut, heureFin, lieu }: Seance): string {
  const heures = lierHeures(`${formaterHeure(heureDebut)} – ${formaterHeure(heureFin)}`);
  return typo([`Comité de pilotage Clas du ${formaterDateLongue(date)}, ${heures}`, lieu].filter(Boolean).join(' · '));
}

export function nommerService({ nom, service }: IdentiteCaf): string {
  return [nom, service].filter(Boolean).join(' – ');
}

interface Fiche {
  readonly titre: string;
  readonly sujet: string;
  readonly mots: string;
  readonly auteur: string;
}

/** Les métadonnées : la date est celle de l’édition, le fichier n’en connaît pas d’autre. */
export function metadonnees(edition: Edition, { titre, sujet, mots, auteur }: Fiche): TDocumentDefinitions['info'] {
  const quand = new Date(edition.editeLe);
  return {
    title: titre,
    author: auteur,
    subject: sujet,
    keywords: `${mots}, journal ${edition.empreinteJournal}`,
    creator: `Clas ${edition.version}`,
    producer: 'pdfmake',
    creationDate: quand,
    modDate: quand,
  };
}
