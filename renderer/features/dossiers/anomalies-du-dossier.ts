import type { Dossier, Reponse } from '../../../shared/contract/dossiers.ts';

export type Anomalie = Dossier['anomaliesImport'][number];
type Section = Reponse['section'];

export interface AnomaliesDuDossier {
  /** Celles d’une cellule, à montrer à côté de sa réponse. */
  readonly parAdresse: ReadonlyMap<string, readonly Anomalie[]>;
  /** Celles dont la cellule n’a donné aucune réponse, en tête de l’onglet concerné. */
  readonly sansReponse: ReadonlyMap<Section, readonly Anomalie[]>;
  /** L’onglet où chacune se voit. */
  readonly sectionDe: (anomalie: Anomalie) => Section;
}

function feuille(adresse: string): string {
  return adresse.slice(0, Math.max(0, adresse.lastIndexOf('!')));
}

/** Colonne d’une adresse, feuille comprise : « Dossiers!AF12 » → « Dossiers!AF ». */
function colonne(adresse: string): string {
  return adresse.replace(/\d+$/, '');
}

/** Range chaque anomalie de l’import à la place de la réponse qu’elle concerne. */
export function rangerAnomalies(dossier: Pick<Dossier, 'anomaliesImport' | 'reponses' | 'budget'>): AnomaliesDuDossier {
  const { anomaliesImport, reponses, budget } = dossier;
  const sections = new Map<string, Section>();
  const feuilles = new Map<string, Section>();
  for (const { adresse, section } of reponses) {
    sections.set(adresse, section);
    // Une cellule illisible n’a pas de réponse, mais sa feuille dit souvent où elle va (« Collectifs »).
    if (section === 'collectifs') feuilles.set(feuille(adresse), section);
    sections.set(colonne(adresse), section);
  }
  for (const { adresse } of [...budget.charges, ...budget.produits]) sections.set(adresse, 'budget');
  const sectionDe = ({ adresse }: Anomalie): Section =>
    sections.get(adresse) ?? sections.get(colonne(adresse)) ?? feuilles.get(feuille(adresse)) ?? 'identite';
  const connues = new Set([
    ...reponses.map(({ adresse }) => adresse),
    ...budget.charges.map(({ adresse }) => adresse),
    ...budget.produits.map(({ adresse }) => adresse),
  ]);
  return {
    parAdresse: Map.groupBy(
      anomaliesImport.filter(({ adresse }) => connues.has(adresse)),
      ({ adresse }) => adresse,
    ),
    sansReponse: Map.groupBy(
      anomaliesImport.filter(({ adresse }) => !connues.has(adresse)),
      sectionDe,
    ),
    sectionDe,
  };
}
