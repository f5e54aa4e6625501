import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import { deplier } from './decider.ts';
import { useChoix } from './decisions.ts';
import type { SuiviImport } from './suivi-import.ts';

/**
 * La liste fermée ne prend pas les flèches : elles restent à la grille, et aucune décision ne change sans être vue.
 * L’écoute est posée sur la balise : celle de React viendrait après celle de la grille.
 */
function tenirLeClavier(liste: HTMLSelectElement | null): (() => void) | undefined {
  function surTouche(evenement: KeyboardEvent): void {
    const { key } = evenement;
    if (liste === null || key === 'Tab') return;
    if (key === 'Enter' || key === ' ') {
      evenement.preventDefault();
      evenement.stopPropagation();
      deplier(liste);
    } else if (key === 'Escape' || key.startsWith('Arrow')) {
      evenement.preventDefault();
      rendreLaMain(liste);
    } else evenement.stopPropagation();
  }
  liste?.addEventListener('keydown', surTouche);
  return () => liste?.removeEventListener('keydown', surTouche);
}

function rendreLaMain(liste: HTMLSelectElement): void {
  liste.closest<HTMLElement>('.ag-cell')?.focus();
}

interface Props {
  readonly difference: DifferenceImport;
  readonly suivi: SuiviImport;
}

/** Ce que l’agent décide d’une différence ; une ligne sans réponse est cernée d’ocre. */
export function Decision({ difference, suivi }: Props) {
  const code = useChoix(difference, suivi);
  const { cle, choix, raisonSociale, numero, champ } = difference;
  const sujet = [raisonSociale || numero, champ].filter((part) => part !== '').join(', ');
  if (choix.length === 1 && code !== null) return <span className="encre2">{choix[0]?.libelle}</span>;
  return (
    <select
      className={`import-choix ${code === null ? 'import-choix-att' : ''}`}
      // Dans la grille, c’est Entrée ou Espace sur la ligne qui ouvre la liste.
      tabIndex={-1}
      data-cle={cle}
      aria-label={`Décision : ${sujet}`}
      value={code ?? ''}
      ref={tenirLeClavier}
      onChange={({ currentTarget }) => {
        suivi.decider({ [cle]: currentTarget.value });
        rendreLaMain(currentTarget);
      }}
    >
      {code === null && <option value="">À choisir</option>}
      {choix.map((un) => (
        <option key={un.code} value={un.code}>
          {un.libelle}
        </option>
      ))}
    </select>
  );
}
