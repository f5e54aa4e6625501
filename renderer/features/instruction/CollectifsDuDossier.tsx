import type { Collectif, Dossier, Reponse } from '../../../shared/contract/dossiers.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { cleReponse, libelleCourt } from './preuves.ts';

interface Props {
  readonly dossier: Dossier;
  readonly numeroDe: (reponse: Reponse) => number | undefined;
  /** Le tableau seul, sans le détail de chaque collectif. */
  readonly abrege?: boolean;
}

function somme(collectifs: readonly Collectif[], lire: (collectif: Collectif) => number | null): number {
  return collectifs.reduce((total, collectif) => total + (lire(collectif) ?? 0), 0);
}

/** Les collectifs du dossier : le tableau, puis la réponse du porteur pour chacun. */
export function CollectifsDuDossier({ dossier, numeroDe, abrege = false }: Props) {
  const { listeCollectifs: collectifs } = dossier;
  const effectifs = dossier.reponses.filter(({ champ }) => champ === 'collectif.effectif');
  const partage = collectifs.some(({ coutPartage }) => coutPartage);
  if (collectifs.length === 0) return <p className="encre2 instr-vide">Aucun collectif dans cette réponse.</p>;
  return (
    <>
      <table className="tableau tableau-dense instr-collectifs">
        <caption className="invisible">Collectifs du dossier</caption>
        <thead>
          <tr>
            <th scope="col" className="instr-col-lettre">
              <span className="invisible">Collectif</span>
            </th>
            <th scope="col">Niveau</th>
            <th scope="col">Classes</th>
            <th scope="col" className="droite instr-col-nombre">
              Enfants
            </th>
            <th scope="col" className="droite instr-col-nombre">
              Adultes
            </th>
            <th scope="col" className="droite instr-col-montant">
              Coût €
            </th>
            <th scope="col" className="droite instr-col-montant">
              Droit €
            </th>
          </tr>
        </thead>
        <tbody>
          {collectifs.map((collectif) => {
            const effectif = effectifs.find(({ collectifId }) => collectifId === collectif.id);
            const cite = effectif !== undefined && numeroDe(effectif) !== undefined;
            return (
              <tr key={collectif.id}>
                <th scope="row" className="g6">
                  {collectif.lettre}
                </th>
                <td>{collectif.niveau === null ? '—' : LIBELLES_NIVEAU_SCOLAIRE[collectif.niveau]}</td>
                <td title={collectif.classes ?? ''}>{collectif.classes ?? '—'}</td>
                <td className="droite">
                  {cite ? <mark>{collectif.effectif ?? '—'}</mark> : (collectif.effectif ?? '—')}
                </td>
                <td className="droite">{collectif.adultes ?? '—'}</td>
                <td className="droite">{formaterMontant(collectif.coutCentimes)}</td>
                <td className="droite g6">{formaterMontant(collectif.droitCentimes)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>
              {partage
                ? `Budget partagé en ${formaterEntier(collectifs.length)}`
                : pluriel(collectifs.length, 'collectif')}
            </td>
            <td className="droite">{formaterEntier(somme(collectifs, (c) => c.effectif))}</td>
            <td className="droite">{formaterEntier(somme(collectifs, (c) => c.adultes))}</td>
            <td className="droite">{formaterMontant(somme(collectifs, (c) => c.coutCentimes))}</td>
            <td className="droite">{formaterMontant(dossier.droitCentimes)}</td>
          </tr>
        </tfoot>
      </table>
      {!abrege &&
        collectifs.map((collectif) => (
          <section key={collectif.id} className="instr-collectif" aria-label={`Collectif ${collectif.lettre}`}>
            <h2>
              {`Collectif ${collectif.lettre}`}
              <span className="encre2">{collectif.libelle}</span>
              {collectif.plafonne && <span className="encre3 t12">droit plafonné</span>}
            </h2>
            <dl>
              {dossier.reponses
                .filter(({ collectifId }) => collectifId === collectif.id)
                .map((reponse) => {
                  const numero = numeroDe(reponse);
                  return (
                    <div key={cleReponse(reponse)} className="instr-q instr-q-courte" data-preuve={numero}>
                      <dt>
                        <span title={reponse.libelle}>{libelleCourt(reponse)}</span>
                        <span className="instr-adresse" title={reponse.adresse}>
                          {reponse.adresse}
                        </span>
                      </dt>
                      <dd>{numero === undefined ? reponse.valeur : <mark>{reponse.valeur}</mark>}</dd>
                    </div>
                  );
                })}
            </dl>
          </section>
        ))}
    </>
  );
}
