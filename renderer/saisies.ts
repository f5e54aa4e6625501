import { useMemo, useSyncExternalStore } from 'react';
import { isDefinedError, messageErreur, surConnexion } from './api.ts';

/** Une saisie de l’agent : montrée tout de suite, envoyée à son tour. */
export interface Saisie<T> {
  /** Une saisie de même clé encore en attente est remplacée par la nouvelle. */
  readonly cle: string;
  /** Ce que l’agent a fait, pour le dire si c’est refusé : « Critère P2 ». */
  readonly nom: string;
  /** L’état tel qu’il sera ; refait à chaque rendu tant que la réponse n’est pas là. */
  readonly appliquer: (etat: T) => T;
  readonly envoyer: () => Promise<T>;
  /** Texte en cours de frappe : attend une pause avant de partir. */
  readonly frappe?: boolean;
  /** Ce que l’agent a écrit : rendu avec le refus, pour qu’il n’ait rien à réécrire. */
  readonly texte?: string;
}

export interface EchecSaisie {
  readonly message: string;
  /** Vrai : la saisie est gardée et repartira ; faux : elle a été refusée, l’écran est revenu à ce qui est enregistré. */
  readonly gardee: boolean;
  /** Les textes refusés, à recopier. */
  readonly textes: readonly string[];
}

interface EtatFile<T> {
  readonly attente: readonly Saisie<T>[];
  readonly echec: EchecSaisie | null;
  /** Instant ISO du dernier enregistrement fait ici, null s’il n’y en a pas eu. */
  readonly enregistreLe: string | null;
}

export interface FileDeSaisies<T> {
  readonly lire: () => EtatFile<T>;
  readonly ecouter: (ecouteur: () => void) => () => void;
  readonly ajouter: (saisie: Saisie<T>) => void;
  /** Envoie sans attendre la fin de la frappe, et reprend après un échec. */
  readonly hater: () => void;
  /** Attend que tout soit enregistré ; faux si une saisie n’a pas pu l’être. */
  readonly terminer: () => Promise<boolean>;
  readonly oublierEchec: () => void;
}

const PAUSE_DE_FRAPPE_MS = 500;

/** Plusieurs refus de suite se disent tous : un message n’efface pas le précédent. */
function ajouterRefus(avant: EchecSaisie | null, message: string, texte: string | undefined): EchecSaisie {
  const deja = avant?.gardee === false ? avant : null;
  return {
    message: deja === null ? message : `${deja.message}\n${message}`,
    gardee: false,
    textes: [...(deja?.textes ?? []), ...(texte ? [texte] : [])],
  };
}

/**
 * File des saisies d’un écran : elles partent l’une après l’autre, dans l’ordre des frappes, et survivent à un changement
 * de page. Une coupure les garde ; un refus les retire et se dit.
 *
 * @param recevoir prend l’état renvoyé par le backend
 * @param surRefus l’écran montrait un état ancien : à relire
 */
export function creerFile<T>(recevoir: (etat: T) => void, surRefus?: () => void): FileDeSaisies<T> {
  let etat: EtatFile<T> = { attente: [], echec: null, enregistreLe: null };
  let enRoute = false;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let cesser: (() => void) | undefined;
  const ecouteurs = new Set<() => void>();

  function poser(suite: Partial<EtatFile<T>>): void {
    etat = { ...etat, ...suite };
    for (const ecouteur of ecouteurs) ecouteur();
  }

  async function envoyer(saisie: Saisie<T>): Promise<void> {
    enRoute = true;
    try {
      // D’abord l’état reçu : la saisie, réappliquée dessus, n’y change rien et l’écran ne cligne pas.
      recevoir(await saisie.envoyer());
      enRoute = false;
      poser({
        attente: etat.attente.slice(1),
        echec: etat.echec?.gardee === true ? null : etat.echec,
        enregistreLe: new Date().toISOString(),
      });
    } catch (erreur) {
      enRoute = false;
      const refusee = isDefinedError(erreur);
      const message = refusee ? `${saisie.nom} : ${messageErreur(erreur)}` : messageErreur(erreur);
      poser({
        attente: refusee ? etat.attente.slice(1) : etat.attente,
        echec: refusee ? ajouterRefus(etat.echec, message, saisie.texte) : { message, gardee: true, textes: [] },
      });
      if (!refusee) return;
      surRefus?.();
    }
    avancer();
  }

  function avancer(force = false): void {
    clearTimeout(pause);
    const premiere = etat.attente[0];
    if (premiere === undefined) {
      window.removeEventListener('beforeunload', retenir);
      cesser?.();
      cesser = undefined;
      return;
    }
    if (enRoute) return;
    const seule = etat.attente.length === 1;
    if (premiere.frappe === true && seule && !force) pause = setTimeout(() => avancer(true), PAUSE_DE_FRAPPE_MS);
    else void envoyer(premiere);
  }

  function retenir(evenement: BeforeUnloadEvent): void {
    hater();
    evenement.preventDefault();
  }

  function ajouter(saisie: Saisie<T>): void {
    // La première est peut-être déjà partie : on ne remplace que ce qui attend encore.
    const place = etat.attente.findIndex(({ cle }, rang) => cle === saisie.cle && (rang > 0 || !enRoute));
    const attente = place === -1 ? [...etat.attente, saisie] : etat.attente.with(place, saisie);
    if (etat.attente.length === 0) {
      window.addEventListener('beforeunload', retenir);
      cesser = surConnexion((connexion) => {
        if (connexion === 'etablie' && etat.echec?.gardee === true) hater();
      });
    }
    poser({ attente });
    avancer();
  }

  function hater(): void {
    if (etat.echec?.gardee === true) poser({ echec: null });
    avancer(true);
  }

  function ecouter(ecouteur: () => void): () => void {
    ecouteurs.add(ecouteur);
    return () => ecouteurs.delete(ecouteur);
  }

  function terminer(): Promise<boolean> {
    poser({ echec: null });
    avancer(true);
    return new Promise((finir) => {
      const verifier = () => {
        if (etat.echec === null && etat.attente.length > 0) return;
        ecouteurs.delete(verifier);
        finir(etat.echec === null);
      };
      ecouteurs.add(verifier);
      verifier();
    });
  }

  return { lire: () => etat, ecouter, ajouter, hater, terminer, oublierEchec: () => poser({ echec: null }) };
}

/** L’état à montrer : celui du backend, où sont faites les saisies qui attendent encore leur réponse. */
export function useSaisies<T>(file: FileDeSaisies<T>, serveur: T | undefined) {
  const { attente, echec, enregistreLe } = useSyncExternalStore(file.ecouter, file.lire);
  const etat = useMemo(
    () => (serveur === undefined ? undefined : attente.reduce<T>((suite, { appliquer }) => appliquer(suite), serveur)),
    [attente, serveur],
  );
  return { etat, enAttente: attente.length, echec, enregistreLe };
}
