import type { Bilan, SaisieBilan } from '../../../shared/contract/bilans.ts';
import {
  BORNES_BILAN,
  type Enfants as Cases,
  LIBELLES_TRANCHE,
  TRANCHES_AGE,
  type TrancheAge,
} from '../../../shared/domaine/bilan.ts';
import { type Anomalie, sommerEnfants } from '../../../shared/domaine/bilan-analyse.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { CaseDeSaisie } from '../../ui/CaseDeSaisie.tsx';
import { Phrases, type RefusDeTable } from './refus.tsx';

interface Props {
  readonly bilan: Bilan;
  readonly anomalies: readonly Anomalie[];
  readonly refus: RefusDeTable;
  readonly fige: boolean;
  readonly saisir: (changer: (saisie: SaisieBilan) => SaisieBilan) => void;
}

const COLONNES: readonly (readonly [cle: keyof Cases, titre: string])[] = [
  ['fillesQpv', 'Filles, QPV'],
  ['fillesHors', 'Filles, hors QPV'],
  ['garconsQpv', 'Garçons, QPV'],
  ['garconsHors', 'Garçons, hors QPV'],
];

/** Les enfants de chaque collectif réalisé, par âge, sexe et quartier prioritaire. */
export function Enfants({ bilan, anomalies, refus, fige, saisir }: Props) {
  const { saisie, collectifs } = bilan;
  const menes = collectifs.filter(({ id }) => saisie.collectifs.find((c) => c.collectifId === id)?.realise !== false);
  function changer(collectifId: number, tranche: TrancheAge, cle: keyof Cases, valeur: number | null) {
    saisir((avant) => ({
      ...avant,
      contenu: {
        ...avant.contenu,
        collectifs: avant.contenu.collectifs.map((c) =>
          c.collectifId === collectifId
            ? { ...c, enfants: { ...c.enfants, [tranche]: { ...c.enfants[tranche], [cle]: valeur } } }
            : c,
        ),
      },
    }));
  }
  if (menes.length === 0) return null;
  return (
    <Carte titre="Enfants par âge, sexe et quartier" sousTitre="QPV : quartier prioritaire de la ville" plein>
      {menes.map(({ id, nom, libelle }) => {
        const enfants = saisie.contenu.collectifs.find((c) => c.collectifId === id)?.enfants;
        if (enfants === undefined) return null;
        const somme = sommerEnfants(enfants);
        return (
          <table key={id} className="tableau tableau-dense bilans-table" aria-label={`Enfants du ${nom}`}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="g5">{nom}</span> {libelle === nom ? '' : libelle}
                </th>
                {COLONNES.map(([cle, titre]) => (
                  <th key={cle} scope="col">
                    {titre}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {TRANCHES_AGE.map((tranche) => (
                <tr key={tranche}>
                  <td>{LIBELLES_TRANCHE[tranche]}</td>
                  {COLONNES.map(([cle, titre]) => (
                    <td key={cle}>
                      <CaseDeSaisie
                        libelle={`${nom}, ${LIBELLES_TRANCHE[tranche]}, ${titre}`}
                        genre="entier"
                        valeur={enfants[tranche][cle]}
                        maximum={BORNES_BILAN.nombre}
                        onRefus={refus.noter}
                        inactif={fige}
                        onChange={(valeur) => changer(id, tranche, cle, valeur)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={5}>{somme === null ? 'Aucun enfant dénombré' : `Total : ${formaterEntier(somme)}`}</td>
              </tr>
            </tfoot>
          </table>
        );
      })}
      <Phrases refus={refus.refus} anomalies={anomalies} />
    </Carte>
  );
}
