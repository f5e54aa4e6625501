import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type {
  DossierDeSeance,
  EtatSeance,
  Membre,
  OrdreSeance,
  PorteeSeance,
  Presence,
  Seance,
  SensAvis,
} from '../../../shared/contract/seances.ts';
import { formaterDate, formaterDateLongue, formaterHeure } from '../../../shared/domaine/dates.ts';
import type { Ton } from '../../ui/Badge.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

type Institution = Membre['institution'];

export const INSTITUTIONS: readonly { readonly valeur: Institution; readonly libelle: string }[] = [
  { valeur: 'caf', libelle: 'Caf' },
  { valeur: 'etat', libelle: 'État' },
  { valeur: 'education_nationale', libelle: 'Éducation nationale' },
  { valeur: 'autre', libelle: 'Autre' },
];

export const ORDRES: readonly { readonly valeur: (typeof OrdreSeance.options)[number]; readonly libelle: string }[] = [
  { valeur: 'pile', libelle: 'À débattre d’abord' },
  { valeur: 'territoire', libelle: 'Par commune' },
  { valeur: 'note', libelle: 'Par note décroissante' },
  { valeur: 'main', libelle: 'À la main' },
];

export const PRESENCES: readonly { readonly valeur: Presence; readonly libelle: string; readonly signe: NomSigne }[] = [
  { valeur: 'present', libelle: 'Présent', signe: 'fait' },
  { valeur: 'excuse', libelle: 'Excusé', signe: 'moins' },
  { valeur: 'absent', libelle: 'Absent', signe: 'refus' },
];

export const AVIS: readonly {
  readonly valeur: SensAvis;
  readonly libelle: string;
  readonly ton: Ton;
  readonly signe: NomSigne;
}[] = [
  { valeur: 'favorable', libelle: 'Favorable', ton: 'ok', signe: 'fait' },
  { valeur: 'reserve', libelle: 'Réservé', ton: 'att', signe: 'attention' },
  { valeur: 'defavorable', libelle: 'Défavorable', ton: 'al', signe: 'refus' },
  { valeur: 'sans_avis', libelle: 'Sans avis', ton: 'neutre', signe: 'sans_objet' },
];

export const PORTEES: readonly { readonly valeur: PorteeSeance; readonly libelle: string }[] = [
  { valeur: 'campagne', libelle: 'Toute la campagne' },
  { valeur: 'ajournes', libelle: 'Les ajournés d’une séance' },
  { valeur: 'choisis', libelle: 'Des dossiers choisis' },
];

export function libelleInstitution(institution: Institution): string {
  return INSTITUTIONS.find(({ valeur }) => valeur === institution)?.libelle ?? institution;
}

/** « Pièce manquante : contrats des intervenants » ; un motif retiré de la liste se lit encore. */
export function direMotif(
  { motif, texte }: { readonly motif: string | null; readonly texte: string },
  motifs: EtatSeance['motifs'],
): string {
  const libelle = motif === null ? '' : (motifs.find(({ code }) => code === motif)?.libelle ?? motif);
  return (motif === 'autre' && texte !== '' ? [texte] : [libelle, texte]).filter((part) => part !== '').join(' : ');
}

/** « Ajourné le 02/07/2026 : … », un par texte ; les collectifs qui partagent le même sont dits ensemble. */
export function direAjournements(
  { anterieures, listeCollectifs }: DossierDeSeance,
  motifs: EtatSeance['motifs'],
): readonly string[] {
  const groupes = Map.groupBy(anterieures, (d) => `${d.date}|${direMotif(d, motifs)}`);
  return [...groupes.values()].flatMap((siennes) => {
    const [une] = siennes;
    if (une === undefined) return [];
    const lettres = siennes.map(({ lettre }) => lettre).join(', ');
    const qui = siennes.length === listeCollectifs.length ? 'Ajourné' : `${lettres} : ajourné`;
    return [`${qui} le ${formaterDate(une.date)} : ${direMotif(une, motifs)}`];
  });
}

/** Les quatre décisions à une touche, dans l’ordre de l’écran. */
export const DECISIONS: readonly {
  readonly nature: NatureDecision;
  readonly libelle: string;
  readonly touche: string;
}[] = [
  { nature: 'agree', libelle: 'Agréé', touche: 'A' },
  { nature: 'agree_sous_reserve', libelle: 'Sous réserve', touche: 'S' },
  { nature: 'ajourne', libelle: 'Ajourné', touche: 'J' },
  { nature: 'refuse', libelle: 'Refusé', touche: 'R' },
];

/** « mardi 7 juillet 2026, de 9 h 00 à 12 h 00 ». */
export function ecrireQuand({ date, heureDebut, heureFin }: Pick<Seance, 'date' | 'heureDebut' | 'heureFin'>): string {
  return `${formaterDateLongue(date)}, de ${formaterHeure(heureDebut)} à ${formaterHeure(heureFin)}`;
}

/** Ce qui se débat : les points relevés, sinon les raisons pour lesquelles le dossier n’est pas proposé favorable. */
export function enQuestion({ points, pile, raisons }: DossierDeSeance): readonly string[] {
  if (points.length > 0 || pile === 'favorable') return points;
  return raisons;
}
