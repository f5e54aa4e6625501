import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DossierAttribue, EtatAttributions } from '../../../shared/contract/instruction.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { type Choix, Segments } from '../../ui/Niveaux.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { ApercuRepartition } from './ApercuRepartition.tsx';
import { useEcriture } from './use-ecriture.ts';

type Methode = 'equilibree' | 'territoire';
const METHODES: readonly Choix<Methode>[] = [
  { valeur: 'equilibree', libelle: 'Équilibrée' },
  { valeur: 'territoire', libelle: 'Par territoire' },
];

interface Props {
  readonly campagneId: number;
  readonly etat: EtatAttributions;
  /** Les lignes cochées, sinon celles que l’onglet montre. */
  readonly dossiers: readonly DossierAttribue[];
  readonly onFermer: () => void;
}

/** Répartir les dossiers : choisir entre qui, regarder, puis appliquer. */
export function DialogueRepartir({ campagneId, etat, dossiers, onFermer }: Props) {
  const actifs = etat.agents.filter((a) => a.actif);
  const territoires = etat.territoires.filter((t) => dossiers.some((d) => (d.territoire ?? '') === t));
  const [methode, setMethode] = useState<Methode>('equilibree');
  const [agentIds, setAgentIds] = useState<ReadonlySet<number>>(() => new Set(actifs.map((a) => a.id)));
  const [parTerritoire, setParTerritoire] = useState<ReadonlySet<string>>(new Set());
  const [avecRapporteur, setAvecRapporteur] = useState(etat.reglages.synthese === 'rapporteur');
  const { enCours, ecrire } = useEcriture();
  const apercu = useMutation({
    mutationFn: (demande: Parameters<typeof api.instruction.proposer>[0]) => api.instruction.proposer(demande),
  });
  const proposition = apercu.data;

  /** Ce qui est choisi change : l’aperçu ne vaut plus. */
  function changer(action: () => void): void {
    action();
    apercu.reset();
  }
  function voir(): void {
    apercu.mutate({
      campagneId,
      dossierIds: dossiers.map((d) => d.id),
      agentIds: methode === 'equilibree' ? [...agentIds] : [],
      parTerritoire:
        methode === 'equilibree'
          ? null
          : territoires.map((territoire) => ({
              territoire,
              agentIds: actifs.filter((a) => parTerritoire.has(cle(territoire, a.id))).map((a) => a.id),
            })),
      avecRapporteur,
    });
  }
  async function appliquer(): Promise<void> {
    if (!proposition) return;
    const { changements } = proposition;
    if (await ecrire(() => api.instruction.attribuer({ campagneId, changements }), 'Rien n’a été attribué')) {
      const touches = new Set(changements.map((c) => c.dossierId)).size;
      notifier(
        `${pluriel(touches, 'dossier changé', 'dossiers changés')} ; chacun est au journal.`,
        'Répartition appliquée',
      );
      onFermer();
    }
  }
  const pret = proposition !== undefined && proposition.changements.length > 0;
  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={`Répartir ${pluriel(dossiers.length, 'dossier')}`}
      onFermer={onFermer}
      onEnvoyer={() => (pret ? void appliquer() : voir())}
      pied={
        <>
          <span className="encre2 t12 lect-pied">
            {`${pluriel(etat.reglages.lecteursParDossier, 'lecteur')} par dossier (réglage). Ce qui est attribué ou commencé est gardé.`}
          </span>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" focusInitial enCours={enCours || apercu.isPending}>
            {pret ? `Appliquer ${pluriel(proposition.changements.length, 'attribution')}` : 'Voir la répartition'}
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <div className="rangee passe">
          <Segments<Methode>
            libelle="Manière de répartir"
            choix={METHODES}
            valeur={methode}
            onChange={(valeur) => valeur && changer(() => setMethode(valeur))}
          />
          <CaseACocher
            libelle="Désigner aussi un rapporteur là où il n’y en a pas"
            valeur={avecRapporteur}
            onChange={(valeur) => changer(() => setAvecRapporteur(valeur))}
          />
        </div>
        {methode === 'equilibree' ? (
          <fieldset className="lect-choix">
            <legend>Entre ces agents</legend>
            {actifs.map((agent) => (
              <CaseACocher
                key={agent.id}
                libelle={agent.nom}
                valeur={agentIds.has(agent.id)}
                onChange={() => changer(() => setAgentIds((avant) => basculer(avant, agent.id)))}
              />
            ))}
          </fieldset>
        ) : (
          <Defile libelle="Agents par territoire" className="lect-territoires">
            <table className="tableau tableau-dense" aria-label="Agents par territoire">
              <thead>
                <tr>
                  <th scope="col">Territoire</th>
                  {actifs.map((agent) => (
                    <th key={agent.id} scope="col">
                      {agent.nom}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {territoires.map((territoire) => (
                  <tr key={territoire}>
                    <td className="tableau-passe">{territoire || 'Sans territoire'}</td>
                    {actifs.map((agent) => (
                      <td key={agent.id}>
                        <CaseACocher
                          libelle={`${agent.nom} lit ${territoire || 'les dossiers sans territoire'}`}
                          libelleCache
                          valeur={parTerritoire.has(cle(territoire, agent.id))}
                          onChange={() =>
                            changer(() => setParTerritoire((avant) => basculer(avant, cle(territoire, agent.id))))
                          }
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Defile>
        )}
        {apercu.error && <Alerte ton="al">{messageErreur(apercu.error)}</Alerte>}
        {proposition && <ApercuRepartition etat={etat} proposition={proposition} />}
      </div>
    </Dialogue>
  );
}

function cle(territoire: string, agentId: number): string {
  return `${agentId}:${territoire}`;
}

function basculer<V>(avant: ReadonlySet<V>, valeur: V): ReadonlySet<V> {
  const apres = new Set(avant);
  if (!apres.delete(valeur)) apres.add(valeur);
  return apres;
}
