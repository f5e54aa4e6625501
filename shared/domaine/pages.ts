/** Une page où l’on va par le menu « Aller à », celui de la page comme celui du bureau. */
export interface PageDuMenu {
  readonly code: string;
  readonly libelle: string;
  /** Dans la campagne courante, à qui il manque son début `/c/1` ; entier sinon. */
  readonly chemin: `/${string}`;
  readonly deLaCampagne: boolean;
  /** Écrite comme dans les actions : `Ctrl+1`. */
  readonly raccourci: string | null;
}

/** Les pages de la barre de gauche, dans son ordre : celles de la campagne y prennent leur chiffre. */
export const PAGES: readonly PageDuMenu[] = [
  ...(
    [
      ['tableau-de-bord', 'Tableau de bord'],
      ['import', 'Appel à projets : import'],
      ['dossiers', 'Dossiers'],
      ['instruction', 'Instruction'],
      ['copil', 'Copil'],
      ['conventions', 'Conventions'],
      ['suivi', 'Suivi'],
      ['bilans', 'Bilans'],
      ['paiements', 'Paiements'],
    ] as const
  ).map(([code, libelle], rang) => ({
    code,
    libelle,
    chemin: `/${code}` as const,
    deLaCampagne: true,
    raccourci: `Ctrl+${rang + 1}`,
  })),
  { code: 'pieces', libelle: 'Pièces', chemin: '/pieces', deLaCampagne: true, raccourci: null },
  { code: 'demandes', libelle: 'Demandes aux porteurs', chemin: '/demandes', deLaCampagne: true, raccourci: null },
  { code: 'cloture', libelle: 'Clôture', chemin: '/cloture', deLaCampagne: true, raccourci: null },
  { code: 'structures', libelle: 'Structures', chemin: '/structures', deLaCampagne: false, raccourci: 'Alt+S' },
  { code: 'journal', libelle: 'Journal', chemin: '/journal', deLaCampagne: false, raccourci: 'Alt+J' },
  { code: 'chartes', libelle: 'Chartes', chemin: '/chartes', deLaCampagne: false, raccourci: null },
  { code: 'parametres', libelle: 'Paramètres', chemin: '/parametres', deLaCampagne: false, raccourci: 'Alt+P' },
];
