import { useState } from 'react';
import type { Bilan, SaisieBilan } from '../../../shared/contract/bilans.ts';
import { BORNES_BILAN } from '../../../shared/domaine/bilan.ts';
import type { Anomalie } from '../../../shared/domaine/bilan-analyse.ts';
import { libelleCompte } from '../../../shared/domaine/libelles.ts';
import { formaterMontant } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { CaseDeSaisie } from '../../ui/CaseDeSaisie.tsx';
import { ChampListe } from '../../ui/Champs.tsx';
import { COMPTES, lignesDuCompte, poserMontant } from './lignes-du-compte.ts';
import { Phrases, type RefusDeTable } from './refus.tsx';

interface Props {
  readonly bilan: Bilan;
  readonly anomalies: readonly Anomalie[];
  readonly refus: RefusDeTable;
  readonly fige: boolean;
  readonly saisir: (changer: (saisie: SaisieBilan) => SaisieBilan) => void;
}

const SENS = [
  { sens: 'charge', titre: 'Charges' },
  { sens: 'produit', titre: 'Produits' },
] as const;

function montrer(centimes: number): string {
  return formaterMontant(centimes);
}

/** Le compte de résultat, ligne à ligne, à côté de ce qui était prévu. */
export function CompteDeResultat({ bilan, anomalies, refus, fige, saisir }: Props) {
  const lignes = lignesDuCompte(bilan, bilan.saisie);
  return (
    <Carte titre="Compte de résultat" sousTitre="prévu dans la réponse à l’appel, réalisé dans le bilan" plein>
      <div className="bilans-compte">
        {SENS.map(({ sens, titre }) => {
          const siennes = lignes.filter((l) => l.sens === sens);
          const somme = (montant: (l: (typeof siennes)[number]) => number | null) =>
            siennes.reduce((total, l) => total + (/^8[67]/.test(l.compte) ? 0 : (montant(l) ?? 0)), 0);
          return (
            <div key={sens}>
              <table className="tableau tableau-dense bilans-table" aria-label={titre}>
                <thead>
                  <tr>
                    <th scope="col">{titre}</th>
                    <th scope="col" className="droite">
                      Prévu €
                    </th>
                    <th scope="col" className="droite">
                      Réalisé €
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {siennes.map((ligne) => (
                    <tr key={ligne.cle}>
                      <td title={`${ligne.compte} ${ligne.libelle}`}>
                        <span className="encre2">{ligne.compte}</span> {ligne.libelle}
                      </td>
                      <td className="droite encre2">
                        {ligne.prevuCentimes === null ? '' : montrer(ligne.prevuCentimes)}
                      </td>
                      <td>
                        <CaseDeSaisie
                          libelle={`${ligne.compte} ${ligne.libelle}, réalisé en euros`}
                          genre="montant"
                          valeur={ligne.realiseCentimes}
                          minimum={-BORNES_BILAN.montantCentimes}
                          maximum={BORNES_BILAN.montantCentimes}
                          onRefus={refus.noter}
                          inactif={fige}
                          anomalie={anomalies.find((a) => a.champ === `budget ${ligne.rang}`)?.message}
                          onChange={(montant) => saisir((avant) => poserMontant(avant, ligne, montant))}
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <td>Total, sans {sens === 'charge' ? '86' : '87'}</td>
                    <td className="droite">{montrer(somme((l) => l.prevuCentimes))}</td>
                    <td className="droite">{montrer(somme((l) => l.realiseCentimes))}</td>
                  </tr>
                </tfoot>
              </table>
              {!fige && <AjoutDeCompte sens={sens} saisir={saisir} />}
            </div>
          );
        })}
      </div>
      <Phrases refus={refus.refus} anomalies={anomalies} />
    </Carte>
  );
}

/** Un compte que le budget ne prévoyait pas : il entre à zéro, à remplir. */
function AjoutDeCompte({ sens, saisir }: { readonly sens: 'charge' | 'produit'; readonly saisir: Props['saisir'] }) {
  const [choix, setChoix] = useState<string | null>(null);
  return (
    <div className="bilans-ajout">
      <ChampListe
        libelle={`Ajouter un compte de ${sens}s`}
        libelleCache
        exemple="Ajouter un compte…"
        valeur={choix}
        options={COMPTES[sens].map((compte) => ({ valeur: compte, libelle: `${compte} ${libelleCompte(compte)}` }))}
        onChange={(compte) => {
          setChoix(null);
          saisir((avant) => poserMontant(avant, { sens, compte, libelle: libelleCompte(compte), rang: null }, 0));
        }}
      />
    </div>
  );
}
