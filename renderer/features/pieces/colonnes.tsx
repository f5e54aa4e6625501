import type { ListePieces, PieceDuDossier, PiecesDossier } from '../../../shared/contract/pieces.ts';
import { dateDe, formaterDate, formaterInstant } from '../../../shared/domaine/dates.ts';
import { LIBELLES_ETAT_PIECE } from '../../../shared/domaine/pieces.ts';
import { EtatDePiece } from '../../pieces/EtatDePiece.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';

const PREFIXE = 'piece:';

/** Le code de la pièce d’une colonne de la matrice ; null pour les autres colonnes. */
export function codeDeColonne(colonne: string): string | null {
  return colonne.startsWith(PREFIXE) ? colonne.slice(PREFIXE.length) : null;
}

export function pieceDe(dossier: PiecesDossier, code: string): PieceDuDossier | undefined {
  return dossier.pieces.find((p) => p.code === code);
}

/** Ce que la case ne montre pas : le nom annoncé, qui a constaté quoi, les fichiers. */
function detailler(piece: PieceDuDossier): string {
  const { constat, annonces, fichiers } = piece;
  return [
    constat &&
      `${constat.agent}, le ${formaterInstant(constat.instant)}${constat.commentaire ? ` : ${constat.commentaire}` : ''}`,
    annonces && `sur le portail : ${annonces}`,
    ...fichiers.filter((f) => f.retire === null).map((f) => `joint : ${f.nom}`),
  ]
    .filter(Boolean)
    .join(' ; ');
}

/** Une colonne par pièce demandée, entre le porteur et ses relances. */
export function colonnesPieces(liste: ListePieces): readonly ColonneGrille<PiecesDossier>[] {
  return [
    { code: 'numero', titre: 'N°', largeur: 82, valeur: (d) => d.numero, attenue: true, figee: true },
    {
      code: 'structure',
      titre: 'Structure',
      largeurMin: 170,
      valeur: (d) => d.structure || 'Structure sans nom',
      graisse: 'm',
    },
    { code: 'commune', titre: 'Commune', largeur: 130, valeur: (d) => d.commune, cachee: true },
    ...liste.pieces.map(
      ({ code, libelle, obligatoire, aide }): ColonneGrille<PiecesDossier> => ({
        code: `${PREFIXE}${code}`,
        titre: libelle,
        titreLong: [obligatoire ? libelle : `${libelle} (facultative)`, aide].filter(Boolean).join(' : '),
        largeur: 116,
        valeur: (d) => LIBELLES_ETAT_PIECE[pieceDe(d, code)?.etat ?? 'non_renseignee'],
        rendu: (d) => {
          const piece = pieceDe(d, code);
          return piece && <EtatDePiece etat={piece.etat} titre={detailler(piece)} />;
        },
      }),
    ),
    {
      code: 'aReclamer',
      titre: 'À demander',
      titreLong: 'Nombre de pièces à demander',
      genre: 'entier',
      largeur: 84,
      valeur: (d) => d.aReclamer.length,
      total: true,
    },
    {
      code: 'relance',
      titre: 'Relancé le',
      genre: 'date',
      largeur: 86,
      valeur: (d) => (d.relances[0] ? dateDe(d.relances[0].instant) : null),
    },
    {
      code: 'echeance',
      titre: 'Réponse avant',
      genre: 'date',
      largeur: 96,
      valeur: (d) => d.relances[0]?.echeance ?? null,
      cachee: true,
    },
    { code: 'courriel', titre: 'Courriel', largeur: 190, valeur: (d) => d.courriel, cachee: true },
    { code: 'telephone', titre: 'Téléphone', largeur: 110, valeur: (d) => d.telephone, cachee: true },
  ];
}

/** « relancé le 12/06/2026, réponse avant le 30/06/2026 ». */
export function direRelance({ relances }: PiecesDossier): string | null {
  const derniere = relances[0];
  return derniere
    ? `relancé le ${formaterDate(dateDe(derniere.instant))}, réponse avant le ${formaterDate(derniere.echeance)}`
    : null;
}
