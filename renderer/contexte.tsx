import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import type { Agent } from '../shared/contract/commun.ts';
import type { EtatSession } from '../shared/contract/session.ts';
import { formaterEntier } from '../shared/domaine/nombres.ts';
import { q } from './api.ts';

const SessionContexte = createContext<EtatSession | null>(null);

/** La session, lue une fois la connexion établie et un agent choisi. */
export function useSession(): EtatSession {
  const session = useContext(SessionContexte);
  if (session === null) throw new Error('useSession demande un FournisseurSession');
  return session;
}

/** L’agent devant l’écran. */
export function useAgent(): Agent {
  const { agent } = useSession();
  if (agent === null) throw new Error('useAgent demande un agent choisi');
  return agent;
}

export function FournisseurSession({
  session,
  children,
}: {
  readonly session: EtatSession;
  readonly children: ReactNode;
}) {
  return <SessionContexte value={session}>{children}</SessionContexte>;
}

/** L’état de la session, relu après tout ce qui le change (campagne créée, agent ajouté, import). */
export function useLectureSession() {
  return useQuery(q.session.etat.queryOptions());
}

/** Les chemins de l’application, à la suite du dièse. */
export const chemins = {
  accueil: '/',
  nouvelleCampagne: '/nouvelle-campagne',
  journal: '/journal',
  structures: '/structures',
  structure: (structureId: number) => `/structures/${structureId}`,
  parametres: '/parametres',
  chartes: '/chartes',
  charte: (charteId: number) => `/chartes/${charteId}`,
  comparerChartes: (avantId: number, apresId: number) => `/chartes/comparer?avant=${avantId}&apres=${apresId}`,
  changerCharte: (campagneId: number) => `/c/${campagneId}/charte`,
  tableauDeBord: (campagneId: number) => `/c/${campagneId}/tableau-de-bord`,
  import: (campagneId: number) => `/c/${campagneId}/import`,
  dossiers: (campagneId: number) => `/c/${campagneId}/dossiers`,
  dossier: (campagneId: number, dossierId: number) => `/c/${campagneId}/dossiers/${dossierId}`,
  pieces: (campagneId: number) => `/c/${campagneId}/pieces`,
  demandes: (campagneId: number) => `/c/${campagneId}/demandes`,
  instruction: (campagneId: number) => `/c/${campagneId}/instruction`,
  grilles: (campagneId: number) => `/c/${campagneId}/instruction/hors-ligne`,
  lecture: (campagneId: number, dossierId: number) => `/c/${campagneId}/instruction/${dossierId}`,
  resultats: (campagneId: number) => `/c/${campagneId}/instruction/resultats`,
  copil: (campagneId: number) => `/c/${campagneId}/copil`,
  seance: (campagneId: number) => `/c/${campagneId}/copil/seance`,
  projection: (campagneId: number) => `/c/${campagneId}/copil/projection`,
  suivi: (campagneId: number) => `/c/${campagneId}/suivi`,
  bilans: (campagneId: number) => `/c/${campagneId}/bilans`,
  bilan: (campagneId: number, dossierId: number) => `/c/${campagneId}/bilans/${dossierId}`,
  cloture: (campagneId: number) => `/c/${campagneId}/cloture`,
  conventions: (campagneId: number) => `/c/${campagneId}/conventions`,
  classeursBilan: (campagneId: number) => `/c/${campagneId}/bilans/classeurs`,
  /** Lire le classeur rendu d’un seul dossier. */
  classeurDeBilan: (campagneId: number, dossierId: number) =>
    `/c/${campagneId}/bilans/classeurs?onglet=lire&dossier=${dossierId}`,
  paiements: (campagneId: number) => `/c/${campagneId}/paiements`,
} as const;

const CLE_CAMPAGNE = 'clas.campagne';

/** La campagne de l’adresse ; sur le journal ou les paramètres, la dernière où l’on était. null : aucune en base. */
export function useCampagneCourante(): number | null {
  const { campagnes } = useSession();
  const [chemin] = useLocation();
  const demandee = Number(/^\/c\/(\d+)\//.exec(chemin)?.[1] ?? sessionStorage.getItem(CLE_CAMPAGNE) ?? Number.NaN);
  const id = (campagnes.find((une) => une.id === demandee) ?? campagnes.at(-1))?.id ?? null;
  useEffect(() => {
    if (id !== null) sessionStorage.setItem(CLE_CAMPAGNE, String(id));
  }, [id]);
  return id;
}

/** Un long travail en route, montré dans la barre haute quelle que soit la page. */
export interface TravailEnCours {
  readonly message: string;
  readonly fait: number;
  /** 0 : total inconnu. */
  readonly total: number;
  /** Le total n’est pas un nombre de choses : seule la part faite se montre. */
  readonly pourCent?: boolean;
}

/** « 12 sur 60 », « 37 % », ou rien si le total est inconnu. */
export function direAvancement({ fait, total, pourCent = false }: TravailEnCours): string {
  if (total === 0) return '';
  return pourCent
    ? `${formaterEntier(Math.floor((100 * fait) / total))}\u00A0%`
    : `${formaterEntier(fait)} sur ${formaterEntier(total)}`;
}

const travaux = new Map<string, TravailEnCours>();
const ecouteurs = new Set<() => void>();
let dernier: TravailEnCours | null = null;

function ecouter(ecouteur: () => void): () => void {
  ecouteurs.add(ecouteur);
  return () => ecouteurs.delete(ecouteur);
}

/** Annonce l’avancement d’un long travail dans la barre haute ; `null` quand il est fini. */
export function annoncerTravail(code: string, travail: TravailEnCours | null): void {
  if (travail === null) travaux.delete(code);
  else travaux.set(code, travail);
  dernier = [...travaux.values()].at(-1) ?? null;
  for (const ecouteur of ecouteurs) ecouteur();
}

/** Le travail en cours le plus récent, ou null. */
export function useTravail(): TravailEnCours | null {
  return useSyncExternalStore(ecouter, () => dernier);
}
