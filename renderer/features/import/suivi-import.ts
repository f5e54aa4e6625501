import { useSyncExternalStore } from 'react';
import type { Apercu, ImportFait } from '../../../shared/contract/imports.ts';
import { api, estAnnulation, messageErreur } from '../../api.ts';
import { annoncerTravail, type TravailEnCours } from '../../contexte.tsx';
import { type Decisions, garderValables } from './decisions.ts';

export type EtapeImport = 'fichier' | 'colonnes' | 'differences' | 'fait';
type Correspondances = Readonly<Record<string, string | null>>;

interface Depot {
  readonly depotId: string;
  /** Nom du fichier, ou « 12 fichiers ». */
  readonly fichier: string;
}

/** Un fichier qui n’a pas pu être déposé : trop gros, vide, illisible. */
export interface DepotRefuse {
  readonly nom: string;
  readonly refus: string;
}

/** Un import en cours, de ses fichiers à son résultat. */
export interface EtatImport {
  readonly etape: EtapeImport;
  readonly depot: Depot | null;
  readonly refuses: readonly DepotRefuse[];
  readonly travail: TravailEnCours | null;
  /** L’écriture dans la base est en route : elle ne s’arrête plus. */
  readonly ecriture: boolean;
  readonly refus: string | null;
  readonly apercu: Apercu | null;
  /** Colonnes changées à la main : clé de colonne → code de champ, null = ne pas importer. */
  readonly correspondances: Correspondances;
  /** Null : l’agent n’en veut pas ; undefined : au logiciel de le reconnaître. */
  readonly profil: string | null | undefined;
  /** Ce que l’agent a décidé autrement que proposé : clé de différence → code choisi. */
  readonly decisions: Decisions;
  readonly fait: ImportFait | null;
}

const DEPART: EtatImport = {
  etape: 'fichier',
  depot: null,
  refuses: [],
  travail: null,
  ecriture: false,
  refus: null,
  apercu: null,
  correspondances: {},
  profil: undefined,
  decisions: {},
  fait: null,
};

/** L’import d’une campagne. Il vit hors de la page : la quitter ne perd ni la lecture ni les choix de l’agent. */
export interface SuiviImport {
  readonly ecouter: (ecouteur: () => void) => () => void;
  readonly lire: () => EtatImport;
  readonly aller: (etape: EtapeImport) => void;
  /** Un dépôt neuf de tous ces fichiers ; `ajouter` : ils rejoignent le dépôt en cours. */
  readonly deposer: (fichiers: readonly File[], ajouter?: boolean) => void;
  readonly choisir: () => void;
  readonly arreter: () => void;
  readonly reessayer: () => void;
  readonly changerColonne: (cle: string, champ: string | null) => void;
  readonly appliquerProfil: (nom: string | null) => void;
  readonly decider: (decisions: Decisions) => void;
  /** Rend vrai si l’import est dans la base. `confirme` : l’agent a dit oui à la question de l’aperçu. */
  readonly executer: (confirme: boolean) => Promise<boolean>;
  /** L’import fait, tel qu’il est devenu : annulé. */
  readonly remplacerFait: (fait: ImportFait) => void;
  readonly abandonner: () => void;
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

  /** Met les fichiers dans un même dépôt, l’un après l’autre ; un refus n’arrête pas les suivants. */
  async function rassembler(fichiers: readonly File[], dans: Depot | null): Promise<Depot | null> {
    const refuses: DepotRefuse[] = dans === null ? [] : [...etat.refuses];
    let depot = dans;
    let erreur: unknown = null;
    for (const [rang, fichier] of fichiers.entries()) {
      poser({ travail: { message: `Copie de ${fichier.name}`, fait: rang, total: fichiers.length } });
      try {
        depot = await api.imports.deposer({ fichier, ...(depot === null ? {} : { depotId: depot.depotId }) });
      } catch (echec) {
        erreur = echec;
        refuses.push({ nom: fichier.name, refus: messageErreur(echec) });
      }
    }
    poser({ refuses });
    if (depot === null && erreur !== null) throw erreur;
    return depot;
  }

  async function prendre(trouver: () => Promise<Depot | null>, message: string, ajout = false): Promise<void> {
    poser({ refus: null, travail: { message, fait: 0, total: 0 } });
    try {
      const depot = await trouver();
      poser({ travail: null });
      if (depot === null) return;
      if (ajout) poser({ depot });
      else {
        oublierDepot();
        poser({ ...DEPART, refuses: etat.refuses, depot });
      }
      await analyser();
    } catch (erreur) {
      refuser(erreur, () => void prendre(trouver, message, ajout));
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
        { campagneId, depotId: depot.depotId, correspondances, ...(profil === undefined ? {} : { profil }) },
        { signal: controle.signal },
      );
      for await (const message of messages) {
        if (arret !== controle) return;
        if (message.type === 'progression') poser({ travail: { ...message, pourCent: true } });
        else recevoir(message.resultat);
      }
    } catch (erreur) {
      if (arret !== controle) return;
      if (estAnnulation(erreur)) poser({ correspondances: avant.correspondances, profil: avant.profil });
      refuser(erreur, () => void analyser(avant));
    }
  }

  function recevoir(apercu: Apercu): void {
    poser({
      travail: null,
      apercu,
      // D’autres colonnes peuvent donner d’autres lignes : un choix sur une ligne absente n’a plus de sens.
      decisions: garderValables(etat.decisions, apercu.differences),
      // Le backend choisit parfois lui-même le profil de la démarche.
      profil: apercu.profil?.nom ?? etat.profil,
      etape: etat.etape === 'fichier' ? 'colonnes' : etat.etape,
    });
  }

  function oublierDepot(): void {
    const { depot } = etat;
    arret?.abort();
    arret = null;
    // Le backend vide son dossier de travail de toute façon : un refus ici ne change rien pour l’agent.
    if (depot !== null) api.imports.abandonner({ depotId: depot.depotId }).catch(() => undefined);
  }

  function deposer(fichiers: readonly File[], ajouter = false): void {
    if (fichiers.length === 0) return;
    const dans = ajouter ? etat.depot : null;
    void prendre(() => rassembler(fichiers, dans), 'Copie des fichiers', dans !== null);
  }

  async function executer(confirme: boolean): Promise<boolean> {
    const { depot, decisions } = etat;
    if (depot === null || etat.ecriture) return false;
    poser({ refus: null, ecriture: true, travail: { message: 'Écriture dans la base', fait: 0, total: 0 } });
    try {
      const fait = await api.imports.executer({ campagneId, depotId: depot.depotId, decisions, confirme });
      poser({ etape: 'fait', fait, depot: null, travail: null, ecriture: false });
      return true;
    } catch (erreur) {
      refuser(erreur, () => void executer(confirme));
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
    choisir: () => void prendre(() => api.imports.choisir(), 'Choix des fichiers'),
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
    decider: (decisions) => poser({ decisions: { ...etat.decisions, ...decisions } }),
    executer,
    remplacerFait: (fait) => poser({ fait }),
    abandonner: () => {
      oublierDepot();
      poser(DEPART);
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
