import { type RefObject, useEffect } from 'react';
import { type Action, useActions } from '../../ui/actions.tsx';
import { isBloquee, type Repere, suivantAFaire } from './reperes.ts';
import { boutonDe, type DeLaLecture } from './use-actions-lecture.ts';
import { commentaireDe, suivreLeChoix, useDeplacement } from './use-clavier.ts';
import type { useTaille } from './use-taille.ts';

interface Options {
  readonly page: RefObject<HTMLElement | null>;
  readonly grille: RefObject<HTMLElement | null>;
  /** Conditions et critères montrés, dans l’ordre. */
  readonly suite: readonly Repere[];
  readonly courant: Repere;
  readonly prendre: (repere: Repere) => void;
  readonly pile: Action;
  readonly zoom: ReturnType<typeof useTaille>;
}

/** Tout ce que font les touches de l’écran de lecture. */
export function useTouches({ lecture, gestes, aFaire }: Omit<DeLaLecture, 'campagneId'>, options: Options) {
  const { page, grille, suite, courant, prendre, pile, zoom } = options;
  const { dossier } = lecture;
  const { aller, avancer } = useDeplacement(grille, suite, courant, prendre, allerAuSuivant);

  function allerAuSuivant(): void {
    const suivant = isBloquee(lecture) ? null : suivantAFaire(lecture, aFaire, courant);
    if (suivant !== null) aller(suivant);
    // Tout est fait : terminer, puis passer au dossier suivant.
    else boutonDe(isBloquee(lecture) ? 'lecture-suivant' : 'lecture-terminer')?.focus();
  }
  function coter(niveau: 0 | 1 | 2 | 3 | 'sans_objet' | null): void {
    if (courant.genre === 'critere' && !isBloquee(lecture)) gestes.noter(courant.code, { niveau });
  }
  function constater(reponse: 'oui' | 'non' | null): void {
    if (courant.genre !== 'condition') return;
    const constat = dossier.conditions.find(({ code }) => code === courant.code)?.constat;
    const commentaire = (gestes.brouillons[courant.code] ?? constat)?.commentaire ?? '';
    gestes.constater(courant.code, reponse, reponse === null ? '' : commentaire);
  }
  function effacer(): void {
    if (courant.genre === 'critere') coter(null);
    else constater(null);
  }
  /** N : « non » pour une condition, la note écrite pour un critère. */
  function nonOuNote(): void {
    if (courant.genre === 'condition') constater('non');
    else commentaireDe(courant)?.focus();
  }
  function changerDePanneau(): void {
    const panneau = page.current?.querySelector<HTMLElement>('.instr-reponses [role=tabpanel]');
    if (panneau && !panneau.contains(document.activeElement)) panneau.focus();
    else aller(courant);
  }
  function quitterLaSaisie(): void {
    if (document.activeElement instanceof HTMLTextAreaElement) aller(courant);
    else pile.executer();
  }
  const niveaux: Action[] = ([0, 1, 2, 3] as const).map((niveau) => ({
    code: `lecture.niveau-${niveau}`,
    libelle: `Niveau ${niveau}`,
    raccourci: String(niveau),
    executer: () => coter(niveau),
  }));
  useActions([
    ...niveaux,
    { code: 'lecture.sans-objet', libelle: 'Sans objet', raccourci: 'S', executer: () => coter('sans_objet') },
    { code: 'lecture.oui', libelle: 'Condition : oui', raccourci: 'O', executer: () => constater('oui') },
    { code: 'lecture.non', libelle: 'Condition : non ; critère : commenter', raccourci: 'N', executer: nonOuNote },
    { code: 'lecture.effacer', libelle: 'Effacer, ou revenir à la proposition', raccourci: 'Suppr', executer: effacer },
    {
      code: 'lecture.commenter',
      libelle: 'Commenter',
      raccourci: 'C',
      executer: () => commentaireDe(courant)?.focus(),
    },
    { code: 'lecture.bas', libelle: 'Critère suivant', raccourci: 'Bas', executer: () => avancer(1) },
    { code: 'lecture.haut', libelle: 'Critère précédent', raccourci: 'Haut', executer: () => avancer(-1) },
    {
      code: 'lecture.panneau',
      libelle: 'Réponses ou grille',
      menu: 'affichage',
      raccourci: 'F6',
      executer: changerDePanneau,
    },
    {
      code: 'lecture.agrandir',
      libelle: 'Agrandir le texte de la lecture',
      menu: 'affichage',
      raccourci: '+',
      disponible: !zoom.isMaximale,
      executer: zoom.agrandir,
    },
    {
      code: 'lecture.reduire',
      libelle: 'Réduire le texte de la lecture',
      menu: 'affichage',
      raccourci: '-',
      disponible: !zoom.isMinimale,
      executer: zoom.reduire,
    },
    {
      code: 'lecture.quitter',
      libelle: 'Quitter la saisie, puis la lecture',
      raccourci: 'Échap',
      executer: quitterLaSaisie,
    },
  ]);

  const choisi =
    courant.genre === 'critere'
      ? lecture.niveaux.find(({ critere }) => critere === courant.code)?.niveau
      : (gestes.brouillons[courant.code]?.reponse ??
        dossier.conditions.find(({ code }) => code === courant.code)?.retenue);
  useEffect(() => {
    if (choisi !== undefined) suivreLeChoix({ genre: courant.genre, code: courant.code });
  }, [choisi, courant.genre, courant.code]);
  return { aller };
}
