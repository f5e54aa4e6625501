import { Refus } from '../refus.ts';
import { RefusDeLecture } from '../tableurs/classeur.ts';
import {
  type Entree,
  LIMITES_DE_LECTURE,
  type Limites,
  type MessageEnfant,
  type NomTravail,
  type Progres,
  type RefusTransmis,
  type Sortie,
  TRAVAUX_LONGS,
} from './contrat.ts';
import { lireRss } from './memoire.ts';

/** Un processus enfant, vu de l’hôte : `fork` de Node ou `utilityProcess` d’Electron. */
export interface Enfant {
  /** undefined tant qu’il n’est pas démarré. */
  readonly pid: number | undefined;
  envoyer(message: unknown): void;
  surMessage(recevoir: (message: unknown) => void): void;
  /** Appelé une fois. `code` vaut 128 + n si le signal n l’a arrêté, null s’il n’a pas pu démarrer. */
  surFin(finir: (code: number | null) => void): void;
  /** Arrêt immédiat, sans lui demander son avis. */
  tuer(): void;
}

export type CreerEnfant = () => Enfant;

export interface OptionsLancement {
  readonly signal?: AbortSignal;
  readonly surProgres?: (progres: Progres) => void;
  /** Remplace, pour cette fois, les limites du travail. */
  readonly limites?: Partial<Limites>;
}

export interface Lanceur {
  /**
   * Fait un travail dans un processus à part, surveillé de l’extérieur.
   * @throws RefusDeLecture fichier refusé, ou travail arrêté (`trop_long`, `trop_lourd`, `arret_brutal`)
   * @throws Refus demande refusée par le travail
   * @throws DOMException `AbortError` si `signal` l’interrompt ; l’enfant est alors déjà mort
   */
  lancer<N extends NomTravail>(nom: N, entree: Entree<N>, options?: OptionsLancement): Promise<Sortie<N>>;
}

const PAS_DE_MESURE_MS = 250;
/** Un enfant tué disparaît aussitôt ; au-delà de ce délai on rend la main sans l’attendre. */
const ATTENTE_DE_FIN_MS = 5_000;
/** Fin par `abort()` : V8 n’avait plus de mémoire (128 + SIGABRT, ou 134 rendu tel quel sous Windows). */
const CODE_MEMOIRE_EPUISEE = 134;

/** `limites` vaut pour tous les travaux de ce lanceur, par-dessus celles de chacun. */
export function creerLanceur(creer: CreerEnfant, limites: Partial<Limites> = {}): Lanceur {
  return {
    lancer(nom, entree, options = {}) {
      const bornes: Limites = {
        ...LIMITES_DE_LECTURE,
        ...(TRAVAUX_LONGS[nom] === undefined ? {} : { dureeMs: TRAVAUX_LONGS[nom].dureeMs }),
        ...limites,
        ...options.limites,
      };
      return lancerUn(creer, bornes, nom, entree, options);
    },
  };
}

function lancerUn<N extends NomTravail>(
  creer: CreerEnfant,
  bornes: Limites,
  nom: N,
  entree: Entree<N>,
  { signal, surProgres }: OptionsLancement,
): Promise<Sortie<N>> {
  const { promise, resolve, reject } = Promise.withResolvers<Sortie<N>>();
  if (signal?.aborted) return Promise.reject(interruption());
  const enfant = creer();
  let estFini = false;
  let mesure: NodeJS.Timeout | undefined;
  let secours: NodeJS.Timeout | undefined;
  /** Posée quand on tue : le refus n’est rendu qu’une fois l’enfant mort, ses fichiers sont alors libres. */
  let arret: Error | null = null;

  const montre = setTimeout(() => arreter(tropLong(nom, bornes.dureeMs)), bornes.dureeMs);
  const interrompre = () => arreter(interruption());
  signal?.addEventListener('abort', interrompre, { once: true });

  function conclure(rendre: () => void): void {
    if (estFini) return;
    estFini = true;
    clearTimeout(montre);
    clearTimeout(mesure);
    clearTimeout(secours);
    signal?.removeEventListener('abort', interrompre);
    rendre();
  }

  function arreter(cause: Error): void {
    if (estFini || arret !== null) return;
    arret = cause;
    enfant.tuer();
    secours = setTimeout(() => conclure(() => reject(cause)), ATTENTE_DE_FIN_MS);
  }

  async function mesurer(): Promise<void> {
    const rss = enfant.pid === undefined ? null : await lireRss(enfant.pid);
    if (rss !== null && rss > bornes.rssOctets) arreter(tropLourd(nom, bornes.rssOctets));
    else if (!estFini) mesure = setTimeout(() => void mesurer(), PAS_DE_MESURE_MS);
  }

  function recevoir(message: unknown): void {
    if (estFini || arret !== null || !estMessageEnfant(message)) return;
    switch (message.type) {
      case 'progres':
        surProgres?.(message.progres);
        return;
      case 'fini':
        // Le registre donne à chaque nom le module de son type : la sortie est celle du travail demandé.
        conclure(() => resolve(message.sortie as Sortie<N>));
        break;
      case 'refus':
        conclure(() => reject(refaireRefus(message.refus)));
        break;
      case 'erreur':
        conclure(() => reject(refaireErreur(nom, message)));
        break;
    }
    enfant.tuer(); // un travail par processus
  }

  enfant.surMessage(recevoir);
  enfant.surFin((code) =>
    conclure(() =>
      reject(arret ?? (code === CODE_MEMOIRE_EPUISEE ? tropLourd(nom, bornes.rssOctets) : brutal(nom, code))),
    ),
  );
  enfant.envoyer({ type: 'lancer', nom, entree });
  void mesurer();
  return promise;
}

function estMessageEnfant(message: unknown): message is MessageEnfant {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string';
}

function interruption(): DOMException {
  return new DOMException('Travail interrompu à la demande de l’agent.', 'AbortError');
}

function refaireRefus(refus: RefusTransmis): Error {
  if (refus.classe === 'RefusDeLecture') return new RefusDeLecture(refus.code, refus.message);
  const { code, message, nature, lieu } = refus;
  return new Refus(code, message, { type: nature, ...(lieu === null ? {} : { lieu }) });
}

function refaireErreur(nom: NomTravail, { message, pile }: { message: string; pile: string }): Error {
  const erreur = new Error(`${nom} : ${message}`);
  if (pile !== '') erreur.stack = pile; // celle de l’enfant : c’est là qu’est le défaut
  return erreur;
}

const QUE_FAIRE =
  'Vérifiez que c’est le bon fichier ; si oui, enlevez-en les feuilles inutiles ou partagez-le en plusieurs fichiers.';
const SIGNALER = 'Réessayez ; si cela se reproduit, signalez-le à votre administrateur.';

function tropLong(nom: NomTravail, dureeMs: number): RefusDeLecture {
  const secondes = dureeMs >= 1000 ? `${Math.round(dureeMs / 1000)} s` : `${dureeMs} ms`;
  const libelle = TRAVAUX_LONGS[nom]?.libelle;
  const phrase =
    libelle === undefined
      ? `La lecture du fichier a été arrêtée au bout de ${secondes} : elle n’en finissait pas. ${QUE_FAIRE}`
      : `${libelle} a été arrêté au bout de ${secondes}, sans résultat. ${SIGNALER}`;
  return new RefusDeLecture('trop_long', phrase);
}

function tropLourd(nom: NomTravail, octets: number): RefusDeLecture {
  const mio = `${Math.round(octets / 1024 ** 2)} Mio`;
  const libelle = TRAVAUX_LONGS[nom]?.libelle;
  const phrase =
    libelle === undefined
      ? `La lecture du fichier a été arrêtée : elle demandait plus de ${mio} de mémoire. ${QUE_FAIRE}`
      : `${libelle} a été arrêté : il demandait plus de ${mio} de mémoire. ${SIGNALER}`;
  return new RefusDeLecture('trop_lourd', phrase);
}

function brutal(nom: NomTravail, code: number | null): RefusDeLecture {
  const libelle = TRAVAUX_LONGS[nom]?.libelle;
  const quoi =
    libelle === undefined ? 'La lecture du fichier s’est arrêtée brutalement' : `${libelle} s’est arrêté brutalement`;
  const refus = new RefusDeLecture(
    'arret_brutal',
    `${quoi}, sans résultat ; vos données n’ont pas changé. ${SIGNALER}`,
  );
  refus.cause = new Error(code === null ? 'le processus n’a pas démarré' : `fin du processus, code ${code}`);
  return refus;
}
