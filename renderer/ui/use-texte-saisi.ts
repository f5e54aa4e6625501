import { useState } from 'react';
import type { Verification } from '../../shared/domaine/verification.ts';

interface Reglages<V> {
  readonly valeur: V | null;
  /** `refuse` : le champ porte un texte qui ne se lit pas, et non rien ; qui enregistre à mesure n’écrit alors rien. */
  readonly onChange: (valeur: V | null, refuse: boolean) => void;
  readonly lire: (texte: string) => Verification<V>;
  readonly ecrire: (valeur: V) => string;
  /** Ce qui est dit d’un champ qu’on a vidé ; null : il peut rester vide. */
  readonly siVide: string | null;
  /** Lu à la sortie du champ, plutôt qu’à chaque frappe. */
  readonly aLaSortie?: boolean;
  /** Ce texte a l’air fini : son refus se dit sans attendre la sortie du champ. */
  readonly isFini?: (texte: string) => boolean;
}

interface Brouillon<V> {
  readonly texte: string;
  /** Ce que le parent a reçu pour ce texte. */
  readonly donne: V | null;
  readonly raison: string | null;
  readonly dit: boolean;
}

/**
 * Le texte d’un champ dont la valeur se lit (date, nombre, montant). Le texte tapé reste tel quel : s’il ne se lit pas,
 * le parent reçoit null, jamais une autre valeur que celle qui est sous les yeux de l’agent, et le champ dit pourquoi.
 */
export function useTexteSaisi<V>({ valeur, onChange, lire, ecrire, siVide, aLaSortie, isFini }: Reglages<V>) {
  const [brouillon, setBrouillon] = useState<Brouillon<V> | null>(null);
  const [vue, setVue] = useState(valeur);
  // Changée ailleurs (remise à zéro, autre choix) : le brouillon n’a plus d’objet. Un parent qui n’a pas bougé le laisse.
  if (vue !== valeur) {
    setVue(valeur);
    if (brouillon !== null && brouillon.donne !== valeur) setBrouillon(null);
  }
  function poser(texte: string, dit: boolean, remettreEnForme: boolean) {
    const lu = texte.trim() === '' ? null : lire(texte);
    const donne = lu?.valide ? lu.valeur : null;
    const raison = lu === null ? siVide : lu.valide ? null : lu.raison;
    const avant = brouillon ?? { donne: valeur, raison: null };
    setBrouillon({ texte: remettreEnForme && donne !== null ? ecrire(donne) : texte, donne, raison, dit });
    if (donne !== avant.donne || (raison === null) !== (avant.raison === null)) onChange(donne, raison !== null);
  }
  function taper(texte: string) {
    if (aLaSortie !== true) poser(texte, isFini?.(texte) ?? true, false);
    else setBrouillon({ ...(brouillon ?? { donne: valeur, raison: null, dit: false }), texte });
  }
  return {
    texte: brouillon?.texte ?? (valeur === null ? '' : ecrire(valeur)),
    /** Ce qui ne va pas, à montrer. */
    raison: brouillon?.dit ? brouillon.raison : null,
    /** À poser sur le champ : `refus-de-saisie.ts` n’envoie aucun formulaire qui en porte un. */
    refuse: brouillon !== null && brouillon.raison !== null ? true : undefined,
    taper,
    /** À la sortie du champ, ou par Entrée : le refus se dit, ce qui se lit est remis en forme. */
    valider: () => {
      if (brouillon !== null) poser(brouillon.texte, true, true);
    },
    /** Une valeur prise ailleurs que dans le texte : le calendrier, « effacer ». */
    choisir: (choisie: V | null) => {
      setBrouillon(null);
      onChange(choisie, false);
    },
  };
}
