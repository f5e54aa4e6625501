import type { SaisieBilan } from '../../../shared/contract/bilans.ts';
import type { EcartAExpliquer } from '../../../shared/domaine/bilan-analyse.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterTaux } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';

interface Props {
  readonly ecarts: readonly EcartAExpliquer[];
  readonly ecartMaximalPointsBase: number;
  readonly fige: boolean;
  readonly saisir: (changer: (saisie: SaisieBilan) => SaisieBilan) => void;
}

/** Ce qui n’est pas comme prévu, et pourquoi : sans explication, le bilan ne se valide pas. */
export function Ecarts({ ecarts, ecartMaximalPointsBase, fige, saisir }: Props) {
  const restants = ecarts.filter((e) => e.explication.trim() === '').length;
  return (
    <Carte
      titre="Écarts à expliquer"
      sousTitre={
        ecarts.length === 0
          ? `aucun : chaque compte est à moins de ${formaterTaux(ecartMaximalPointsBase)} du prévu`
          : restants === 0
            ? 'tous expliqués'
            : `${pluriel(restants, 'explication attendue', 'explications attendues')} avant de valider`
      }
    >
      {ecarts.length === 0 ? (
        <p className="encre2">Les collectifs et les comptes sont comme le dossier les annonçait.</p>
      ) : (
        <div className="bilans-ecarts">
          {ecarts.map(({ cle, libelle, constat, explication }) => (
            <ZoneTexte
              key={cle}
              libelle={`${libelle} : ${constat}`}
              lignes={2}
              longueurMax={4000}
              inactif={fige}
              valeur={explication}
              onChange={(texte) =>
                saisir((avant) => ({
                  ...avant,
                  contenu: { ...avant.contenu, explications: { ...avant.contenu.explications, [cle]: texte } },
                }))
              }
            />
          ))}
        </div>
      )}
    </Carte>
  );
}
