export type EtatEtape = 'faite' | 'en_cours' | 'a_venir' | 'en_retard';

/** Ce que les dossiers d’une campagne disent d’une étape. */
export interface AvancementEtape {
  /** Dossiers qui attendent encore cette étape. */
  readonly enAttente: number;
  /** Vrai si plus rien ne peut y venir : l’étape est finie, même avant ses dates. */
  readonly finie: boolean;
}

/** Les dates disent quand ; le travail dit si c’est fait. Une étape passée où un dossier attend est en retard, jamais faite. */
export function constaterEtat(parDates: EtatEtape, avancement: AvancementEtape | undefined): EtatEtape {
  if (avancement === undefined) return parDates;
  if (avancement.enAttente > 0) return parDates === 'faite' ? 'en_retard' : parDates;
  return avancement.finie ? 'faite' : parDates;
}

/** Où en est un dossier, au plus court. */
export interface DossierEnRoute {
  readonly sansDecision: number;
  readonly agrees: number;
  /** Collectifs agréés dont le démarrage n’est ni confirmé ni écarté. */
  readonly aConfirmer: number;
  readonly conclues: number;
  readonly aSigner: number;
  readonly bilan: string | null;
  readonly nonPayees: number;
}

/** Par n° d’étape, ce que les dossiers en disent ; une étape absente n’a que ses dates. */
export function avancementDesEtapes(dossiers: readonly DossierEnRoute[]): ReadonlyMap<number, AvancementEtape> {
  if (dossiers.length === 0) return new Map();
  const aDecider = dossiers.filter((d) => d.sansDecision > 0).length;
  const agrees = dossiers.filter((d) => d.agrees > 0);
  const apresLeCopil = (attend: (d: DossierEnRoute) => boolean): AvancementEtape => {
    const enAttente = agrees.filter(attend).length;
    // Rien d’agréé encore : ce sont les dossiers à décider qui attendent, ici comme au Copil.
    return {
      enAttente: agrees.length === 0 ? aDecider : enAttente,
      finie: agrees.length > 0 && aDecider === 0 && enAttente === 0,
    };
  };
  return new Map([
    [6, { enAttente: aDecider, finie: aDecider === 0 }],
    [7, apresLeCopil((d) => d.aConfirmer > 0 && d.bilan !== 'valide')],
    [8, apresLeCopil((d) => d.conclues === 0 || d.aSigner > 0)],
    [10, apresLeCopil((d) => d.bilan !== 'valide')],
    [11, apresLeCopil((d) => d.nonPayees > 0)],
  ]);
}
