import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { useTentative } from '../../use-tentative.ts';
import type { SaisieDuBilan } from './use-bilan.ts';

/** Quelqu’un d’autre a changé le bilan : voir l’un et l’autre, puis garder le bon. */
export function AlerteConflit({ saisie }: { readonly saisie: SaisieDuBilan }) {
  const { conflit, montrer, garderLaMienne, garderLaSienne } = saisie;
  const { erreur, occupe, tenter } = useTentative();
  if (conflit === null) return null;
  const miens = conflit.montre === 'mienne';
  return (
    <Alerte
      ton="al"
      titre="Non enregistré."
      actions={
        <div className="rangee">
          <Bouton taille="petite" onClick={() => montrer(miens ? 'sienne' : 'mienne')}>
            {miens ? 'Voir ce qui est enregistré' : 'Revoir ce que j’ai tapé'}
          </Bouton>
          <Bouton taille="petite" onClick={garderLaSienne}>
            Garder ce qui est enregistré
          </Bouton>
          <Bouton taille="petite" genre="principal" enCours={occupe} onClick={() => void tenter(garderLaMienne)}>
            Garder ce que j’ai tapé
          </Bouton>
        </div>
      }
    >
      {erreur ?? conflit.message}{' '}
      {miens ? 'À l’écran : ce que vous avez tapé, pas encore enregistré.' : 'À l’écran : ce qui est enregistré.'}
    </Alerte>
  );
}
