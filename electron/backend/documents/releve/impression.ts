import type { ContentText } from 'pdfmake/interfaces.js';
import { LIBELLES_NIVEAU_SCOLAIRE, MOTIFS_DECISION, type NatureDecision } from '../../../../shared/domaine/libelles.ts';
import type { Metrique } from '../metrique.ts';
import type { Renvois } from '../renvois.ts';
import { grouperNumero, INSECABLE, typo } from '../typographie.ts';
import type { CollectifReleve, DonneesReleve, DossierReleve } from './donnees.ts';

/** Un montant imprimé, et le nœud qui dira sur quelle page pdfmake l’a posé. */
export interface MontantPose {
  readonly noeud: ContentText & { readonly positions?: readonly { readonly pageNumber: number }[] };
  readonly dossierId: number;
  readonly montantCentimes: number;
}

/** Tout ce que reçoit une partie du document. */
export interface Impression {
  readonly donnees: DonneesReleve;
  readonly metrique: Metrique;
  readonly renvois: Renvois;
  /** Rempli par le tableau des décisions, relu une fois les pages faites pour « À reporter » et « Report ». */
  readonly poses: MontantPose[];
}

/** Les dossiers de la séance, selon ce qu’elle en a fait. */
export interface Tri {
  readonly examines: readonly DossierReleve[];
  readonly nonExamines: readonly DossierReleve[];
  readonly decidesAilleurs: readonly DossierReleve[];
}

export function trier(dossiers: readonly DossierReleve[]): Tri {
  const vu = (d: DossierReleve) => d.collectifs.some((c) => c.decision !== null || c.abandonnees.length > 0);
  const ailleurs = (d: DossierReleve) =>
    d.collectifs.length > 0 && d.collectifs.every((c) => c.decideAilleurs !== null);
  return {
    examines: dossiers.filter(vu),
    nonExamines: dossiers.filter((d) => !vu(d) && !ailleurs(d)),
    decidesAilleurs: dossiers.filter((d) => !vu(d) && ailleurs(d)),
  };
}

const MOTS: Readonly<Record<NatureDecision, string>> = {
  agree: 'Observation',
  agree_sous_reserve: 'Réserve',
  ajourne: 'Attendu',
  refuse: 'Motif',
  sans_suite: 'Motif',
};

/** « Attendu : Pièce manquante – contrats des intervenants » ; vide si la décision n’en dit pas plus. */
export function direRaison(decision: {
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}): string {
  const raison = direAttendu(decision);
  return raison === '' ? '' : typo(`${MOTS[decision.nature]} : ${raison}`);
}

/** Le motif choisi, puis le texte écrit ; « Autre motif » s’efface devant son texte. */
export function direAttendu({ motif, texte }: { readonly motif: string | null; readonly texte: string }): string {
  const libelle = MOTIFS_DECISION.find((m) => m.code === motif)?.libelle ?? motif ?? '';
  return (motif === 'autre' && texte !== '' ? [texte] : [libelle, texte]).filter(Boolean).join(' – ');
}

export function direCollectif({ lettre, niveau, libelle }: CollectifReleve): string {
  const nom = niveau === null ? (libelle === `Collectif ${lettre}` ? '' : libelle) : LIBELLES_NIVEAU_SCOLAIRE[niveau];
  return nom === '' ? `Collectif ${lettre}` : `${lettre}.${INSECABLE}${nom}`;
}

/** « · Orléans · n° 24 122 487 ». */
export function direLieuEtNumero({ communeNom, numero }: DossierReleve): string {
  return typo(`${communeNom === null ? '' : ` · ${communeNom}`} · n° ${grouperNumero(numero)}`);
}

/** Titre de bloc : dans les signets, jamais seul en bas de page. */
export function titreDePartie({ renvois }: Impression, numero: number, texte: string): ContentText {
  const titre = typo(`${numero}. ${texte}`);
  return renvois.ancrer(`partie-${numero}`, {
    text: titre,
    style: 'titreBloc',
    outline: true,
    outlineText: titre,
    headlineLevel: 1,
    margin: [0, numero === 1 ? 14 : 22, 0, 4],
  });
}

export function totalAccorde(collectifs: readonly CollectifReleve[]): number {
  return collectifs.reduce((somme, { decision }) => somme + (decision?.montantCentimes ?? 0), 0);
}
