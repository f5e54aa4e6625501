import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { formaterEntier, formaterMontant, lireEntier, lireMontant } from '../../shared/domaine/nombres.ts';

interface Props {
  /** Dit par le lecteur d’écran : « Collectif A, séances ». */
  readonly libelle: string;
  /** Entier, ou centimes ; null : non renseigné, montré vide et jamais comme zéro. */
  readonly valeur: number | null;
  readonly genre: 'entier' | 'montant';
  readonly onChange: (valeur: number | null) => void;
  readonly inactif?: boolean;
  /** Ce qui ne va pas, cerné et dit en info-bulle. */
  readonly anomalie?: string | null | undefined;
  /** La plus petite et la plus grande valeur admises, dans l’unité de `valeur`. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Appelée quand la case cesse d’être lisible (sa raison) ou le redevient (null) ; toujours la même fonction. */
  readonly onRefus?: (libelle: string, raison: string | null) => void;
}

/** La case de même colonne, au-dessus ou au-dessous. */
function caseVoisine(depart: HTMLInputElement, sens: -1 | 1): HTMLInputElement | null {
  const cellule = depart.closest('td');
  const colonne = cellule?.cellIndex ?? -1;
  const suivante = (ligne: Element | null | undefined) =>
    sens === 1 ? ligne?.nextElementSibling : ligne?.previousElementSibling;
  for (let ligne = suivante(cellule?.parentElement); ligne; ligne = suivante(ligne)) {
    const cible = ligne.children[colonne]?.querySelector('input:not([disabled])');
    if (cible instanceof HTMLInputElement) return cible;
  }
  return null;
}

function horsBornes(
  valeur: number | null,
  { minimum, maximum }: Pick<Props, 'minimum' | 'maximum'>,
  ecrire: (valeur: number) => string,
): string | null {
  if (valeur === null) return null;
  if (minimum === 0 && valeur < 0) return `« ${ecrire(valeur)} » : montant négatif`;
  if (minimum !== undefined && valeur < minimum) return `« ${ecrire(valeur)} » : ${ecrire(minimum)} au moins`;
  if (maximum !== undefined && valeur > maximum) return `« ${ecrire(valeur)} » : ${ecrire(maximum)} au plus`;
  return null;
}

/** Une case d’un tableau à remplir : Entrée et flèches descendent et montent, Échap rend ce qui y était. */
export function CaseDeSaisie(props: Props) {
  const { libelle, valeur, genre, onChange, inactif = false, anomalie, onRefus } = props;
  // Le brouillon tant que l’agent tape ; null : on montre la valeur.
  const [brouillon, setBrouillon] = useState<string | null>(null);
  const [refus, setRefus] = useState<string | null>(null);
  useEffect(() => {
    if (refus === null) return undefined;
    onRefus?.(libelle, refus);
    return () => onRefus?.(libelle, null);
  }, [libelle, refus, onRefus]);
  const ecrire = genre === 'entier' ? formaterEntier : formaterMontant;
  const ecrit = valeur === null ? '' : ecrire(valeur);
  function valider() {
    if (brouillon === null) return;
    const lu =
      brouillon.trim() === ''
        ? { valide: true as const, valeur: null }
        : genre === 'entier'
          ? lireEntier(brouillon)
          : lireMontant(brouillon);
    const raison = lu.valide ? horsBornes(lu.valeur, props, ecrire) : lu.raison;
    setRefus(raison);
    if (!lu.valide || raison !== null) return;
    setBrouillon(null);
    if (lu.valeur !== valeur) onChange(lu.valeur);
  }
  // Quitter la page au clavier ôte la case sans que le focus en sorte : ce qui y est tapé s’enregistre aussi.
  const derniere = useRef(valider);
  useLayoutEffect(() => {
    derniere.current = valider;
  });
  useEffect(() => () => derniere.current(), []);
  function surTouche(evenement: KeyboardEvent<HTMLInputElement>) {
    const { key, currentTarget } = evenement;
    if (key === 'Escape' && brouillon !== null) {
      evenement.stopPropagation();
      setBrouillon(null);
      setRefus(null);
      return;
    }
    const sens = key === 'ArrowUp' ? -1 : key === 'ArrowDown' || key === 'Enter' ? 1 : null;
    if (sens === null) return;
    evenement.preventDefault();
    valider();
    const cible = caseVoisine(currentTarget, sens);
    cible?.focus();
    cible?.select();
  }
  const probleme = refus ?? anomalie ?? null;
  return (
    <input
      className={`case-saisie ${probleme === null ? '' : refus === null ? 'case-a-voir' : 'case-refusee'}`}
      aria-label={libelle}
      aria-invalid={refus !== null}
      data-refuse={refus === null ? undefined : true}
      title={probleme ?? undefined}
      inputMode={genre === 'entier' ? 'numeric' : 'decimal'}
      autoComplete="off"
      disabled={inactif}
      value={brouillon ?? ecrit}
      onFocus={(evenement) => evenement.currentTarget.select()}
      onChange={(evenement) => setBrouillon(evenement.currentTarget.value)}
      onBlur={valider}
      onKeyDown={surTouche}
    />
  );
}
