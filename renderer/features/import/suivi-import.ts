import { useSyncExternalStore } from 'react';
import type { Apercu, ImportFait } from '../../../shared/contract/imports.ts';
import { api, estAnnulation, messageErreur } from '../../api.ts';
import { annoncerTravail, type TravailEnCours } from '../../contexte.tsx';

export type EtapeImport = 'fichier' | 'colonnes' | 'differences' | 'fait';
type Correspondances = Readonly<Record<string, string | null>>;

interface Depot {
  readonly depotId: string;
  readonly fichier: string;
}

/** Un import en cours, de son fichier à son résultat. */
export interface EtatImport {
  readonly etape: EtapeImport;
  readonly depot: Depot | null;
  /** Fichiers déposés ensemble, pas encore lus. */
  readonly aSuivre: readonly File[];
  readonly travail: TravailEnCours | null;
  /** L’écriture dans la base est en route : elle ne s’arrête plus. */
  readonly ecriture: boolean;
  readonly refus: string | null;
  readonly apercu: Apercu | null;
  /** Colonnes changées à la main : clé de colonne → code de champ, null = ne pas importer. */
  readonly correspondances: Correspondances;
  readonly profil: string | null;
  /** Numéros des dossiers que l’agent laisse à l’écart. */
  readonly refuses: ReadonlySet<string>;
  readonly fait: ImportFait | null;
}

const DEPART: EtatImport = {
  etape: 'fichier',
  depot: null,
  aSuivre: [],
  travail: null,
  ecriture: false,
  refus: null,
  apercu: null,
  correspondances: {},
  profil: null,
  refuses: new Set(),
  fait: null,
};

/** L’import d’une campagne. Il vit hors de la page : la quitter ne perd ni la lecture ni les choix de l’agent. */
export interface SuiviImport {
  readonly ecouter: (ecouteur: () => void) => () => void;
  readonly lire: () => EtatImport;
  readonly aller: (etape: EtapeImport) => void;
  readonly deposer: (fichiers: readonly File[]) => void;
  readonly choisir: () => void;
  readonly arreter: () => void;
  readonly reessayer: () => void;
  readonly changerColonne: (cle: string, champ: string | null) => void;
  readonly appliquerProfil: (nom: string | null) => void;
  readonly decider: (numeros: readonly string[], prendre: boolean) => void;
  /** Rend vrai si l’import est dans la base. */
  readonly executer: () => Promise<boolean>;
  readonly abandonner: () => void;
  readonly suivant: () => void;
}

function creerSuivi(campagneId: number): SuiviImport {
  let etat = DEPART;
  let arret: AbortController | null = null;
  let dernier: () => void = () => undefined;
  const ecouteurs = new Set<() => void>();

  function poser(suite: Partial<EtatImport>): void {
    etat = { ...etat, ...suite };
    annoncerTravail('import', etat.travail);
    for (const ecouteur of ecouteurs) ecouteur();
  }

  function refuser(erreur: unknown, essai: () => void): void {
    dernier = essai;
    poser({ travail: null, ecriture: false, refus: estAnnulation(erreur) ? null : messageErreur(erreur) });
  }

  async function prendre(trouver: () => Promise<Depot | null>, message: string): Promise<void> {
    poser({ refus: null, travail: { message, fait: 0, total: 0 } });
    try {
      const depot = await trouver();
      poser({ travail: null });
      if (depot === null) return;
      oublierDepot();
      poser({ depot, apercu: null, correspondances: {}, profil: null, refuses: new Set(), fait: null });
      await analyser();
    } catch (erreur) {
      refuser(erreur, () => void prendre(trouver, message));
    }
  }

  /** Lit et compare le dépôt. Arrêtée par l’agent, elle revient aux colonnes d’avant, que l’aperçu montre encore. */
  async function analyser(avant: Pick<EtatImport, 'correspondances' | 'profil'> = etat): Promise<void> {
    const { depot, correspondances, profil } = etat;
    if (depot === null) return;
    arret?.abort();
    const controle = new AbortController();
    arret = controle;
    poser({ refus: null, travail: { message: `Lecture de ${depot.fichier}`, fait: 0, total: 0 } });
    try {
      const messages = await api.imports.analyser(
        { campagneId, depotId: depot.depotId, correspondances, ...(profil === null ? {} : { profil }) },
        { signal: controle.signal },
      );
      for await (const message of messages) {
        if (arret !== controle) return;
        if (message.type === 'progression') poser({ travail: message });
        else recevoir(message.resultat);
      }
    } catch (erreur) {
      if (arret !== controle) return;
      if (estAnnulation(erreur)) poser({ correspondances: avant.correspondances, profil: avant.profil });
      refuser(erreur, () => void analyser(avant));
    }
  }

  function recevoir(apercu: Apercu): void {
    // D’autres colonnes peuvent donner d’autres dossiers : un choix sur un dossier absent n’a plus de sens.
    const numeros = new Set(apercu.differences.map(({ numero }) => numero));
    const refuses = new Set([...etat.refuses].filter((numero) => numeros.has(numero)));
    poser({ travail: null, apercu, refuses, etape: etat.etape === 'fichier' ? 'colonnes' : etat.etape });
  }

  function oublierDepot(): void {
    const { depot } = etat;
    arret?.abort();
    arret = null;
    // Le backend vide son dossier de travail de toute façon : un refus ici ne change rien pour l’agent.
    if (depot !== null) api.imports.abandonner({ depotId: depot.depotId }).catch(() => undefined);
  }

  function deposer(fichiers: readonly File[]): void {
    const [premier, ...suite] = [...etat.aSuivre, ...fichiers];
    if (premier === undefined) return;
    poser({ aSuivre: suite });
    void prendre(() => api.imports.deposer({ fichier: premier }), `Copie de ${premier.name}`);
  }

  async function executer(): Promise<boolean> {
    const { depot, refuses } = etat;
    if (depot === null || etat.ecriture) return false;
    poser({ refus: null, ecriture: true, travail: { message: 'Écriture dans la base', fait: 0, total: 0 } });
    try {
      const fait = await api.imports.executer({ campagneId, depotId: depot.depotId, refuses: [...refuses] });
      poser({ etape: 'fait', fait, depot: null, travail: null, ecriture: false });
      return true;
    } catch (erreur) {
      refuser(erreur, () => void executer());
      return false;
    }
  }

  return {
    ecouter: (ecouteur) => {
      ecouteurs.add(ecouteur);
      return () => ecouteurs.delete(ecouteur);
    },
    lire: () => etat,
    aller: (etape) => poser({ etape, refus: null }),
    deposer,
    choisir: () => void prendre(() => api.imports.choisir(), 'Choix du fichier'),
    arreter: () => arret?.abort(),
    reessayer: () => dernier(),
    changerColonne: (cle, champ) => {
      const avant = etat;
      poser({ correspondances: { ...etat.correspondances, [cle]: champ } });
      void analyser(avant);
    },
    appliquerProfil: (profil) => {
      const avant = etat;
      poser({ profil, correspondances: {} });
      void analyser(avant);
    },
    decider: (numeros, prendre) => {
      const refuses = new Set(etat.refuses);
      for (const numero of numeros) {
        if (prendre) refuses.delete(numero);
        else refuses.add(numero);
      }
      poser({ refuses });
    },
    executer,
    abandonner: () => {
      oublierDepot();
      poser(DEPART);
    },
    suivant: () => {
      oublierDepot();
      poser({ ...DEPART, aSuivre: etat.aSuivre });
      deposer([]);
    },
  };
}

const suivis = new Map<number, SuiviImport>();

function suiviDe(campagneId: number): SuiviImport {
  const connu = suivis.get(campagneId);
  if (connu) return connu;
  const suivi = creerSuivi(campagneId);
  suivis.set(campagneId, suivi);
  return suivi;
}

/** L’import en cours d’une campagne et ce qu’on peut lui demander. */
export function useImport(campagneId: number): { readonly etat: EtatImport; readonly suivi: SuiviImport } {
  const suivi = suiviDe(campagneId);
  return { etat: useSyncExternalStore(suivi.ecouter, suivi.lire), suivi };
}
