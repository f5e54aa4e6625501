/** État de la connexion entre la page et l’application. */
export type EtatConnexion = 'en_cours' | 'etablie' | 'perdue';

/** Un appel fait, ou en cours, alors que l’application ne répond plus. */
export class ConnexionPerdue extends Error {
  override name = 'ConnexionPerdue';
  constructor() {
    super(
      'La connexion avec l’application est perdue. Ce qui était enregistré est en sûreté ; dès qu’elle revient, vérifiez la dernière action et recommencez-la au besoin.',
    );
  }
}

export interface Connexion<L> {
  /** Le lien présent ; attend une connexion en cours, échoue tout de suite pendant une coupure. */
  readonly lien: () => Promise<L>;
  readonly ecouter: (ecouteur: (etat: EtatConnexion) => void) => () => void;
  /** Essaie tout de suite, si la connexion est perdue. */
  readonly reessayer: () => void;
}

const PREMIER_DELAI_MS = 250;
const DELAI_MAX_MS = 5000;

/**
 * Garde une connexion ouverte : la rouvre quand elle tombe, de plus en plus lentement, et dit son état.
 *
 * @param ouvrir rend un lien prêt ; appelle `surPerte` quand il tombe
 * @param preparer à faire sur chaque lien neuf avant qu’un appel n’y passe
 */
export function creerConnexion<L>(
  ouvrir: (surPerte: () => void) => Promise<L>,
  preparer: (lien: L) => Promise<void>,
): Connexion<L> {
  const ecouteurs = new Set<(etat: EtatConnexion) => void>();
  let etat: EtatConnexion = 'en_cours';
  let essaiEnCours = false;
  let delai = PREMIER_DELAI_MS;
  let minuteur: ReturnType<typeof setTimeout> | undefined;
  let courant = tenter();

  function passer(nouvel: EtatConnexion): void {
    if (nouvel === etat) return;
    etat = nouvel;
    for (const ecouteur of ecouteurs) ecouteur(etat);
  }

  function surPerte(): void {
    essaiEnCours = false;
    courant = Promise.reject(new ConnexionPerdue());
    courant.catch(() => undefined); // chaque appel recevra ce refus ; seul, il n’est pas une erreur de la page
    passer('perdue');
    clearTimeout(minuteur);
    minuteur = setTimeout(reessayer, delai);
    delai = Math.min(delai * 2, DELAI_MAX_MS);
  }

  async function tenter(): Promise<L> {
    essaiEnCours = true;
    const lien = await ouvrir(surPerte);
    await preparer(lien);
    essaiEnCours = false;
    delai = PREMIER_DELAI_MS;
    passer('etablie');
    return lien;
  }

  function reessayer(): void {
    if (etat !== 'perdue' || essaiEnCours) return;
    clearTimeout(minuteur);
    courant = tenter();
    courant.catch(() => undefined); // l’échec passe par `surPerte`
  }

  courant.catch(() => undefined);
  return {
    lien: () => courant,
    ecouter: (ecouteur) => {
      ecouteurs.add(ecouteur);
      ecouteur(etat);
      return () => {
        ecouteurs.delete(ecouteur);
      };
    },
    reessayer,
  };
}
