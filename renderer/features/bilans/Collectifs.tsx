import type { Bilan, SaisieBilan } from '../../../shared/contract/bilans.ts';
import { BORNES_BILAN, type LigneCollectifBilan } from '../../../shared/domaine/bilan.ts';
import type { Anomalie } from '../../../shared/domaine/bilan-analyse.ts';
import { formaterMontant } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { CaseDeSaisie } from '../../ui/CaseDeSaisie.tsx';
import { Segments } from '../../ui/Niveaux.tsx';
import { Phrases, type RefusDeTable } from './refus.tsx';

interface Props {
  readonly bilan: Bilan;
  readonly anomalies: readonly Anomalie[];
  readonly refus: RefusDeTable;
  readonly fige: boolean;
  readonly saisir: (changer: (saisie: SaisieBilan) => SaisieBilan) => void;
}

const REALISE = [
  { valeur: 'oui', libelle: 'Oui' },
  { valeur: 'non', libelle: 'Non' },
] as const;

/** Ce que chaque collectif agréé a été : réalisé ou non, séances, enfants, parents, coût. */
export function Collectifs({ bilan, anomalies, refus, fige, saisir }: Props) {
  const { saisie } = bilan;
  function changer(collectifId: number, champs: Partial<LigneCollectifBilan>) {
    saisir((avant) => ({
      ...avant,
      collectifs: avant.collectifs.map((c) => (c.collectifId === collectifId ? { ...c, ...champs } : c)),
    }));
  }
  function changerParents(collectifId: number, parents: number | null) {
    saisir((avant) => ({
      ...avant,
      contenu: {
        ...avant.contenu,
        collectifs: avant.contenu.collectifs.map((c) => (c.collectifId === collectifId ? { ...c, parents } : c)),
      },
    }));
  }
  const signale = (champ: string) => anomalies.find((a) => a.champ === champ)?.message;
  return (
    <Carte titre="Collectifs agréés" sousTitre="case vide : non renseigné, jamais compté zéro" plein>
      <table className="tableau bilans-table" aria-label="Collectifs agréés">
        <thead>
          <tr>
            <th scope="col" className="bilans-nom">
              Collectif
            </th>
            <th scope="col" className="bilans-agree">
              Agréé
            </th>
            <th scope="col">Réalisé</th>
            <th scope="col">Séances</th>
            <th scope="col">Enfants</th>
            <th scope="col">Parents</th>
            <th scope="col">Coût réel €</th>
          </tr>
        </thead>
        <tbody>
          {bilan.collectifs.map(({ id, nom, libelle, lieu, effectif, agreeCentimes, coutCentimes }) => {
            const ligne = saisie.collectifs.find((c) => c.collectifId === id);
            const parents = saisie.contenu.collectifs.find((c) => c.collectifId === id)?.parents ?? null;
            return (
              <tr key={id}>
                <td title={[libelle, lieu].filter(Boolean).join(', ')}>
                  <span className="g5">{nom}</span> {libelle !== nom && <span className="encre2">{libelle}</span>}
                </td>
                <td className="encre2">
                  {formaterMontant(agreeCentimes)} €{effectif === null ? '' : `, ${effectif} enf.`}
                </td>
                <td>
                  <Segments
                    libelle={`${nom} réalisé`}
                    choix={REALISE}
                    valeur={ligne?.realise === true ? 'oui' : ligne?.realise === false ? 'non' : null}
                    inactif={fige}
                    onChange={(valeur) => changer(id, { realise: valeur === null ? null : valeur === 'oui' })}
                  />
                </td>
                <td>
                  <CaseDeSaisie
                    libelle={`${nom}, séances`}
                    genre="entier"
                    valeur={ligne?.seances ?? null}
                    maximum={BORNES_BILAN.seances}
                    onRefus={refus.noter}
                    inactif={fige}
                    anomalie={signale(`collectif ${id} seances`)}
                    onChange={(seances) => changer(id, { seances })}
                  />
                </td>
                <td>
                  <CaseDeSaisie
                    libelle={`${nom}, enfants`}
                    genre="entier"
                    valeur={ligne?.effectif ?? null}
                    maximum={BORNES_BILAN.effectif}
                    onRefus={refus.noter}
                    inactif={fige}
                    anomalie={signale(`collectif ${id} effectif`)}
                    onChange={(nombre) => changer(id, { effectif: nombre })}
                  />
                </td>
                <td>
                  <CaseDeSaisie
                    libelle={`${nom}, parents`}
                    genre="entier"
                    valeur={parents}
                    maximum={BORNES_BILAN.nombre}
                    onRefus={refus.noter}
                    inactif={fige}
                    onChange={(nombre) => changerParents(id, nombre)}
                  />
                </td>
                <td title={coutCentimes === null ? undefined : `prévu : ${formaterMontant(coutCentimes)} €`}>
                  <CaseDeSaisie
                    libelle={`${nom}, coût réel en euros`}
                    genre="montant"
                    valeur={ligne?.coutCentimes ?? null}
                    minimum={0}
                    maximum={BORNES_BILAN.montantCentimes}
                    onRefus={refus.noter}
                    inactif={fige}
                    anomalie={signale(`collectif ${id} cout`) ?? signale('couts')}
                    onChange={(cout) => changer(id, { coutCentimes: cout })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Phrases refus={refus.refus} anomalies={anomalies} />
    </Carte>
  );
}
