import { useState } from 'react';
import type { DossierDeSeance, Enveloppe } from '../../../shared/contract/seances.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEuros, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';

/** Les collectifs d’un dossier qui attendent encore leur décision. */
export function aDecider({ listeCollectifs }: DossierDeSeance) {
  return listeCollectifs.filter(({ decision }) => decision === null);
}

/** Les dossiers favorables dont il reste quelque chose à décider : le vote groupé porte sur eux. */
export function favorablesADecider(dossiers: readonly DossierDeSeance[]): readonly DossierDeSeance[] {
  return dossiers.filter((dossier) => dossier.pile === 'favorable' && aDecider(dossier).length > 0);
}

interface Props {
  readonly dossiers: readonly DossierDeSeance[];
  readonly enveloppe: Enveloppe;
  readonly onFermer: () => void;
  readonly onAgreer: (collectifIds: readonly number[]) => void;
}

/** Agrée d’un coup les dossiers favorables : la liste est lue avant, et chacun peut en être retiré. */
export function VoteGroupe({ dossiers, enveloppe, onFermer, onAgreer }: Props) {
  const favorables = favorablesADecider(dossiers);
  const [retires, setRetires] = useState<ReadonlySet<number>>(new Set());
  const retenus = favorables.filter(({ id }) => !retires.has(id));
  const collectifs = retenus.flatMap(aDecider);
  const montant = collectifs.reduce((somme, { droitCentimes }) => somme + droitCentimes, 0);
  const depasse = enveloppe.resteCentimes !== null && montant > enveloppe.resteCentimes;

  function basculer(id: number): void {
    const suite = new Set(retires);
    if (!suite.delete(id)) suite.add(id);
    setRetires(suite);
  }

  return (
    <Dialogue
      ouvert
      taille="xl"
      titre="Agréer tous les favorables"
      onFermer={onFermer}
      pied={
        <>
          <span className="encre2 copil-vote-total">
            {`${pluriel(retenus.length, 'dossier')}, ${pluriel(collectifs.length, 'collectif')}, ${formaterEuros(montant)}`}
          </span>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton
            genre="principal"
            focusInitial
            inactif={collectifs.length === 0}
            onClick={() => {
              onAgreer(collectifs.map(({ id }) => id));
              onFermer();
            }}
          >
            {`Agréer ${pluriel(collectifs.length, 'collectif')}`}
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <p>
          Ces dossiers sont proposés favorables et attendent une décision. Décochez ceux que le Copil veut voir un par
          un.
        </p>
        {depasse && enveloppe.resteCentimes !== null && (
          <Alerte ton="att" titre="L’enveloppe serait dépassée">
            {`de ${formaterEuros(montant - enveloppe.resteCentimes)}. Retirez des dossiers, ou décidez en connaissance de cause.`}
          </Alerte>
        )}
        <Defile libelle="Dossiers favorables" className="copil-vote-liste">
          <table className="tableau copil-vote">
            <caption className="invisible">Dossiers favorables à agréer</caption>
            <thead>
              <tr>
                <th scope="col">Dossier</th>
                <th scope="col" className="copil-col-commune">
                  Commune
                </th>
                <th scope="col" className="droite copil-col-note">
                  Note
                </th>
                <th scope="col" className="droite copil-col-collectifs">
                  Collectifs
                </th>
                <th scope="col" className="droite copil-col-montant">
                  Droit €
                </th>
              </tr>
            </thead>
            <tbody>
              {favorables.map((dossier) => {
                const restants = aDecider(dossier);
                const droit = restants.reduce((somme, { droitCentimes }) => somme + droitCentimes, 0);
                return (
                  <tr key={dossier.id}>
                    <td>
                      <CaseACocher
                        libelle={dossier.structure.raisonSociale}
                        valeur={!retires.has(dossier.id)}
                        onChange={() => basculer(dossier.id)}
                      />
                    </td>
                    <td className="encre2">{dossier.communeNom}</td>
                    <td className="droite">
                      {dossier.note.dixiemes === null ? '—' : formaterDixiemes(dossier.note.dixiemes)}
                    </td>
                    <td className="droite">{restants.length}</td>
                    <td className="droite g5">{formaterMontant(droit)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Defile>
      </div>
    </Dialogue>
  );
}
