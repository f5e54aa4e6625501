import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Charte } from '../../../shared/domaine/charte.ts';
import type { ConstatDeCharte } from '../../../shared/domaine/controler-charte.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { cheminsDe } from '../../../shared/domaine/modifier-charte.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { Signe } from '../../ui/Signe.tsx';

interface Props {
  readonly charte: Charte;
  readonly constats: readonly ConstatDeCharte[];
  readonly chemin: string;
  readonly onAller: (chemin: string) => void;
  readonly onAjouterCondition: () => void;
  readonly onAjouterAxe: () => void;
}

/** Défauts d’un objet et de lui seul : un axe ne compte pas ceux de ses critères, qui ont leur ligne. */
function defautsDe(constats: readonly ConstatDeCharte[], chemin: string): number {
  return constats.filter(({ gravite, chemin: ou }) => gravite === 'bloquant' && objetDe(ou) === chemin).length;
}

/** L’objet où se corrige un constat : « axes.1.criteres.0.niveaux.2 » → « axes.1.criteres.0 ». */
export function objetDe(chemin: string): string {
  return /^(?:conditions\.\d+|axes\.\d+(?:\.criteres\.\d+)?)/.exec(chemin)?.[0] ?? '';
}

/** Ce que la charte contient, dans l’ordre ; flèches pour aller d’une ligne à l’autre. */
export function Sommaire({ charte, constats, chemin, onAller, onAjouterCondition, onAjouterAxe }: Props) {
  const liste = useRef<HTMLElement>(null);
  useEffect(() => {
    const ligne = liste.current?.querySelector<HTMLElement>(`[data-chemin="${chemin}"]`);
    // Le focus suit la ligne qu’on déplace ou qu’on retire, mais ne vient pas d’ailleurs.
    if (liste.current?.contains(document.activeElement)) ligne?.focus();
    ligne?.scrollIntoView({ block: 'nearest' });
  }, [chemin]);

  function surTouche(evenement: KeyboardEvent) {
    if (evenement.altKey || evenement.ctrlKey || evenement.metaKey) return;
    const chemins = cheminsDe(charte);
    const rang = chemins.indexOf(chemin);
    const cible = { ArrowUp: rang - 1, ArrowDown: rang + 1, Home: 0, End: chemins.length - 1 }[evenement.key];
    const suivant = cible === undefined ? undefined : chemins[cible];
    if (suivant === undefined) return;
    evenement.preventDefault();
    onAller(suivant);
  }

  const ligne = (ou: string, code: string, libelle: string, droite: string, classe = '') => {
    const defauts = defautsDe(constats, ou);
    const ici = ou === chemin;
    return (
      <button
        type="button"
        data-chemin={ou}
        className={`charte-ligne ${classe}`}
        tabIndex={ici ? 0 : -1}
        {...(ici ? { 'aria-current': 'true' as const } : {})}
        onKeyDown={surTouche}
        onClick={() => onAller(ou)}
      >
        {code !== '' && <span className="charte-code">{code}</span>}
        <span className="elide">{libelle || <em>à écrire</em>}</span>
        <span className="charte-droite">
          {droite}
          {defauts > 0 && (
            <Signe
              nom="attention"
              className="att"
              titre={pluriel(defauts, 'défaut à corriger', 'défauts à corriger')}
            />
          )}
        </span>
      </button>
    );
  };

  return (
    <nav ref={liste} className="charte-sommaire" aria-label="Sommaire de la charte">
      {ligne('', '', 'Généralités', '')}
      <div className="charte-groupe">
        <h2>{`Conditions (${charte.conditions.length})`}</h2>
        <Bouton
          taille="petite"
          genre="discret"
          icone="ajouter"
          libelleSeul="Ajouter une condition"
          onClick={onAjouterCondition}
        />
      </div>
      <ul>
        {charte.conditions.map(({ libelle, eliminatoire }, rang) => (
          // Un brouillon peut porter deux fois le même code : seule la place distingue.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={rang}>{ligne(`conditions.${rang}`, '', libelle, eliminatoire ? 'élim.' : '')}</li>
        ))}
      </ul>
      <div className="charte-groupe">
        <h2>{`Axes (${charte.axes.length})`}</h2>
        <Bouton taille="petite" genre="discret" icone="ajouter" libelleSeul="Ajouter un axe" onClick={onAjouterAxe} />
      </div>
      <ul>
        {charte.axes.map((axe, rang) => (
          // Même raison pour les axes et leurs critères.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={rang}>
            {ligne(`axes.${rang}`, '', axe.libelle, `poids ${axe.poids}`, 'charte-ligne-axe')}
            <ul>
              {axe.criteres.map(({ code, libelle, poids }, place) => (
                // oxlint-disable-next-line react/no-array-index-key
                <li key={place}>
                  {ligne(`axes.${rang}.criteres.${place}`, code, libelle, String(poids), 'charte-ligne-critere')}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}
