import { Fragment } from 'react';
import type { DossierDeSeance, LigneDeGroupe } from '../../../shared/contract/seances.ts';
import { formaterDixiemes, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { CaseACocher } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Signe } from '../../ui/Signe.tsx';

interface Props {
  readonly dossiers: readonly DossierDeSeance[];
  /** Les lignes contrôlées, par dossier ; un dossier décoché n’en a pas. */
  readonly lignes: ReadonlyMap<number, LigneDeGroupe>;
  readonly retires: ReadonlySet<number>;
  readonly onBasculer: (dossierId: number) => void;
}

/** Rouge et sans case : ne sera pas pris, et pourquoi ; en ambre : à savoir. */
function Remarques({ ligne }: { readonly ligne: LigneDeGroupe }) {
  if (ligne.blocages.length > 0)
    return (
      <span className="copil-groupe-remarque al">
        <Signe nom="refus" taille={12} />
        {`Non pris : ${ligne.blocages.join(' ; ')}`}
      </span>
    );
  return (
    <span className="copil-groupe-remarque att">
      <Signe nom="attention" taille={12} />
      {ligne.alertes.join(' ; ')}
    </span>
  );
}

/** Chaque dossier du groupe, ce que la décision en ferait, et ce qu’il resterait de l’enveloppe. */
export function LignesDuGroupe({ dossiers, lignes, retires, onBasculer }: Props) {
  return (
    <Defile libelle="Dossiers du groupe" className="copil-vote-liste">
      <table className="tableau copil-vote">
        <caption className="invisible">Dossiers du groupe, contrôlés un à un</caption>
        <thead>
          <tr>
            <th scope="col">Dossier</th>
            <th scope="col" className="copil-col-commune">
              Commune
            </th>
            <th scope="col" className="droite copil-col-note">
              Note
            </th>
            <th scope="col" className="copil-col-collectifs">
              Collectifs
            </th>
            <th scope="col" className="droite copil-col-montant">
              Montant €
            </th>
            <th scope="col" className="droite copil-col-montant">
              Resterait €
            </th>
          </tr>
        </thead>
        <tbody>
          {dossiers.map(({ id, structure, communeNom, note }) => {
            const ligne = retires.has(id) ? undefined : lignes.get(id);
            const bloquee = ligne !== undefined && ligne.blocages.length > 0;
            const dite = ligne !== undefined && ligne.blocages.length + ligne.alertes.length > 0;
            const reste = ligne?.resteCentimes ?? null;
            return (
              <Fragment key={id}>
                <tr className={[bloquee ? 'copil-groupe-bloquee' : '', dite ? 'copil-groupe-suivi' : ''].join(' ')}>
                  <td>
                    <CaseACocher
                      libelle={structure.raisonSociale || 'Structure sans nom'}
                      valeur={!retires.has(id) && !bloquee}
                      inactif={bloquee}
                      onChange={() => onBasculer(id)}
                    />
                  </td>
                  <td className="encre2">{communeNom}</td>
                  <td className="droite">{note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes)}</td>
                  <td>{ligne?.lettres.join(', ') ?? '—'}</td>
                  <td className="droite g5">
                    {ligne === undefined || bloquee ? '—' : formaterMontant(ligne.montantCentimes)}
                  </td>
                  <td className={reste !== null && reste < 0 ? 'droite al g6' : 'droite encre2'}>
                    {reste === null || bloquee ? '—' : formaterMontant(reste)}
                  </td>
                </tr>
                {dite && (
                  <tr className={bloquee ? 'copil-groupe-dit copil-groupe-bloquee' : 'copil-groupe-dit'}>
                    <td colSpan={6}>
                      <Remarques ligne={ligne} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
          {dossiers.length === 0 && (
            <tr>
              <td colSpan={6} className="encre2">
                Aucun dossier à décider ne répond à ce choix.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Defile>
  );
}
