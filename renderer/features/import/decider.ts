import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import { comparerFrancais, pluriel } from '../../../shared/domaine/libelles.ts';
import type { PoigneeGrille } from '../../ui/grille/use-grille.ts';
import type { ArticleMenu } from '../../ui/Menus.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { choixDe, type Decisions, laisseLaBase } from './decisions.ts';
import type { SuiviImport } from './suivi-import.ts';

/** Le code qui suit le fichier : ce que le logiciel propose, ou la première réponse qui change la base. */
function accepter(difference: DifferenceImport): string | null {
  const { propose, choix } = difference;
  if (propose !== null && !laisseLaBase(difference, propose)) return propose;
  return choix.find(({ code }) => !laisseLaBase(difference, code))?.code ?? propose;
}

function garder(difference: DifferenceImport): string | null {
  return difference.choix.find(({ code }) => laisseLaBase(difference, code))?.code ?? null;
}

type Choisir = (difference: DifferenceImport) => string | null;

/** Les réponses possibles à toutes les lignes affichées ensemble, d’après leurs choix. */
export function articlesEnBloc(
  grille: PoigneeGrille<DifferenceImport>,
  lignes: readonly DifferenceImport[],
  suivi: SuiviImport,
): readonly ArticleMenu[] {
  function appliquer(nom: string, choisir: Choisir): void {
    const decisions: Record<string, string> = {};
    for (const ligne of grille.lignesAffichees()) {
      const code = choisir(ligne);
      if (code !== null) decisions[ligne.cle] = code;
    }
    suivi.decider(decisions);
    notifier(`${nom} : ${pluriel(Object.keys(decisions).length, 'ligne')}.`);
  }
  const article = (nom: string, choisir: Choisir, trait = false): ArticleMenu => ({
    code: nom,
    libelle: nom,
    trait,
    executer: () => appliquer(nom, choisir),
  });
  const reponses = [...new Set(lignes.flatMap(({ choix }) => choix.map(({ libelle }) => libelle)))]
    // Une réponse propre à une seule ligne (« même porteur que … ») n’a rien à faire dans un choix en bloc.
    .filter((libelle) => lignes.filter(({ choix }) => choix.some((un) => un.libelle === libelle)).length > 1)
    .toSorted(comparerFrancais);
  return [
    article('Tout accepter', accepter),
    article('Garder toute la base', garder),
    article('Revenir à ce qui est proposé', ({ propose }) => propose),
    ...reponses.map((libelle, rang) =>
      article(
        `« ${libelle} » partout où c’est possible`,
        ({ choix }) => choix.find((un) => un.libelle === libelle)?.code ?? null,
        rang === 0,
      ),
    ),
  ];
}

/** Le navigateur refuse de déplier une liste s’il ne tient pas la frappe pour récente : elle garde le focus, fermée. */
export function deplier(liste: HTMLSelectElement): void {
  try {
    liste.showPicker();
  } catch (erreur) {
    if (!(erreur instanceof DOMException && erreur.name === 'NotAllowedError')) throw erreur;
  }
}

/** Entrée ou Espace sur une ligne : sa liste s’ouvre ; hors de l’écran, la réponse suivante est prise. */
export function ouvrirLeChoix(cadre: HTMLElement | null, difference: DifferenceImport, suivi: SuiviImport): void {
  const liste = cadre?.querySelector<HTMLSelectElement>(`select[data-cle="${CSS.escape(difference.cle)}"]`);
  if (liste) {
    liste.focus({ preventScroll: true });
    deplier(liste);
    return;
  }
  const { cle, choix } = difference;
  const rang = choix.findIndex(({ code }) => code === choixDe(difference, suivi.lire().decisions));
  const suivant = choix[(rang + 1) % choix.length];
  if (suivant) suivi.decider({ [cle]: suivant.code } satisfies Decisions);
}
