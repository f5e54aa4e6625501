import { useEffect, useState } from 'react';
import type { LettrePrevue } from '../../../../shared/contract/courriers.ts';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { ApercuLettre } from './ApercuLettre.tsx';
import { direNature } from './libelles.ts';

interface Props {
  readonly seanceId: number;
  readonly lettres: readonly LettrePrevue[];
  readonly onFermer: () => void;
}

/** Toutes les lettres l’une après l’autre, aux flèches, avant de les produire. */
export function DialogueRelire({ seanceId, lettres, onFermer }: Props) {
  const [rang, setRang] = useState(0);
  const derniere = lettres.length - 1;
  useEffect(() => {
    function surTouche({ key }: KeyboardEvent) {
      if (key === 'ArrowRight') setRang((r) => Math.min(r + 1, derniere));
      if (key === 'ArrowLeft') setRang((r) => Math.max(r - 1, 0));
      if (key === 'Home') setRang(0);
      if (key === 'End') setRang(derniere);
    }
    document.addEventListener('keydown', surTouche);
    return () => document.removeEventListener('keydown', surTouche);
  }, [derniere]);
  const lettre = lettres[rang];
  if (!lettre) return null;
  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={`${direNature(lettre.nature)}\u00a0: ${lettre.structure}`}
      onFermer={onFermer}
      pied={
        <>
          <Bouton icone="gauche" raccourci="←" inactif={rang === 0} onClick={() => setRang(rang - 1)}>
            Précédente
          </Bouton>
          <output className="encre2 insecable">{`lettre ${rang + 1} sur ${lettres.length}`}</output>
          <Bouton icone="droite" raccourci="→" inactif={rang === derniere} onClick={() => setRang(rang + 1)}>
            Suivante
          </Bouton>
          <span className="a-droite">
            <Bouton genre="principal" onClick={onFermer}>
              Fermer
            </Bouton>
          </span>
        </>
      }
    >
      <div className="lettres-relire">
        <ApercuLettre key={lettre.dossierId} seanceId={seanceId} lettre={lettre} libelle="Lettre à relire" />
      </div>
    </Dialogue>
  );
}
