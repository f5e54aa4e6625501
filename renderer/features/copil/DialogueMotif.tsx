import { useState } from 'react';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { EtatSeance } from '../../../shared/contract/seances.ts';
import { LIBELLES_DECISION, pluriel } from '../../../shared/domaine/libelles.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher, ZoneTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';

/** La décision à motiver. */
export interface AMotiver {
  readonly nature: NatureDecision;
  /** Le collectif sous les yeux, « D ». */
  readonly lettre: string;
  readonly motif: string | null;
  readonly texte: string;
  /** Vrai : tapé plus tôt et jamais enregistré. */
  readonly repris: boolean;
}

export interface Motivation {
  readonly motif: string | null;
  readonly texte: string;
  /** Vrai : pour tous les collectifs du dossier. */
  readonly pourTous: boolean;
}

interface Props {
  readonly aMotiver: AMotiver;
  readonly motifs: EtatSeance['motifs'];
  /** Nombre de collectifs du dossier. */
  readonly collectifs: number;
  readonly onFermer: () => void;
  readonly onDecider: (motivation: Motivation) => void;
  /** À chaque frappe : ce qui est tapé survit à une coupure. */
  readonly onBrouillon: (brouillon: { motif: string | null; texte: string }) => void;
}

const TEXTES: Readonly<Record<NatureDecision, string>> = {
  agree: 'Précision',
  agree_sous_reserve: 'Réserve, telle qu’elle sera notifiée',
  ajourne: 'Ce qui est attendu, et pour quand',
  refuse: 'Motif en clair, tel qu’il sera notifié',
  sans_suite: 'Précision',
};

/** Le motif d’une décision : dans la liste, en clair, ou les deux. Flèches, Tab, puis Ctrl+Entrée. */
export function DialogueMotif({ aMotiver, motifs, collectifs, onFermer, onDecider, onBrouillon }: Props) {
  const { nature, lettre } = aMotiver;
  const [motif, setMotif] = useState(aMotiver.motif);
  const [texte, setTexte] = useState(aMotiver.texte);
  const [pourTous, setPourTous] = useState(nature === 'sans_suite' && collectifs > 1);
  const [essaye, setEssaye] = useState(false);
  // Retiré de la liste, un motif reste à la décision qui le porte déjà.
  const proposes = motifs.filter(
    ({ code, natures, actif }) => natures.includes(nature) && (actif || code === aMotiver.motif),
  );
  let manque: string | null = null;
  if (motif === null && texte.trim() === '') manque = 'Choisissez un motif dans la liste, ou écrivez-le.';
  else if (motif === 'autre' && texte.trim() === '') manque = 'Écrivez le motif en clair.';

  function taper(suite: { motif: string | null; texte: string }): void {
    setMotif(suite.motif);
    setTexte(suite.texte);
    onBrouillon(suite);
  }

  function decider(): void {
    setEssaye(true);
    if (manque === null) onDecider({ motif, texte: texte.trim(), pourTous });
  }

  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={`${LIBELLES_DECISION[nature]} : ${pourTous ? 'tout le dossier' : `collectif ${lettre}`}`}
      onFermer={onFermer}
      onEnvoyer={decider}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" raccourci="Ctrl+Entrée">
            {LIBELLES_DECISION[nature]}
          </Bouton>
        </>
      }
    >
      <div className="colonne" data-saisie-gardee>
        {aMotiver.repris && <p className="encre2 t12">Repris de ce qui avait été tapé et pas enregistré.</p>}
        <fieldset className="seance-motifs">
          <legend>Motif</legend>
          <div>
            {proposes.map(({ code, libelle }, rang) => (
              <label key={code}>
                <input
                  type="radio"
                  name="motif"
                  value={code}
                  checked={motif === code}
                  data-autofocus={motif === null ? rang === 0 : motif === code}
                  onChange={() => taper({ motif: code, texte })}
                />
                <span>{libelle}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <ZoneTexte
          libelle={TEXTES[nature]}
          lignes={3}
          longueurMax={4000}
          valeur={texte}
          obligatoire={motif === null || motif === 'autre'}
          erreur={essaye ? manque : null}
          onChange={(suite) => taper({ motif, texte: suite })}
        />
        {collectifs > 1 && (
          <CaseACocher
            libelle={`Pour les ${pluriel(collectifs, 'collectif')} du dossier`}
            valeur={pourTous}
            onChange={setPourTous}
          />
        )}
      </div>
    </Dialogue>
  );
}
