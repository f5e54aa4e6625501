import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Apercu } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { confirmer } from '../../ui/Dialogue.tsx';
import { AnomaliesImport } from './AnomaliesImport.tsx';
import { ChiffresImport } from './ChiffresImport.tsx';
import { ColonnesReconnues } from './ColonnesReconnues.tsx';
import { Differences } from './Differences.tsx';
import { type CompteImport, compterImport } from './decisions.ts';
import type { NatureDifference } from './libelles-import.ts';
import type { EtatImport, SuiviImport } from './suivi-import.ts';

interface Props {
  readonly apercu: Apercu;
  readonly etat: EtatImport;
  readonly suivi: SuiviImport;
}

/** Ce que l’import laissera de côté, et pourquoi, en une phrase. */
function direLeReste(apercu: Apercu, compte: CompteImport): string {
  const sansNumero = apercu.anomalies.filter(
    ({ bloquante, numeroDossier }) => bloquante && numeroDossier === null,
  ).length;
  const refuses = apercu.fichiers.filter(({ refus }) => refus !== null).length;
  const parts = [
    refuses > 0 ? `${pluriel(refuses, 'fichier')} refusé${refuses > 1 ? 's' : ''}` : '',
    apercu.ecartes > 0
      ? `${pluriel(apercu.ecartes, 'dossier')} bloqué${apercu.ecartes > 1 ? 's' : ''} par une anomalie`
      : '',
    sansNumero > 0 ? `${pluriel(sansNumero, 'anomalie')} sans dossier` : '',
    compte.aChoisir > 0 ? `${pluriel(compte.aChoisir, 'ligne')} à choisir` : '',
    compte.aVotreChoix > 0 ? `${pluriel(compte.aVotreChoix, 'dossier')} à votre choix` : '',
    compte.gardees > 0 ? `${pluriel(compte.gardees, 'valeur')} gardée${compte.gardees > 1 ? 's' : ''} de la base` : '',
  ].filter((part) => part !== '');
  if (parts.length > 0) return `Restent à l’écart : ${parts.join(', ')}.`;
  const { nouveaux, modifies } = apercu.bilan.dossiers;
  return nouveaux + modifies === 0
    ? 'Aucune différence : la base dit déjà la même chose.'
    : 'Tout sera importé, d’un seul bloc.';
}

/** Troisième étape : ce que les fichiers changeraient, ce qui cloche, et le bouton qui écrit. */
export function EtapeDifferences({ apercu, etat, suivi }: Props) {
  const requetes = useQueryClient();
  const [nature, setNature] = useState<NatureDifference | null>(null);
  const compte = compterImport(apercu, etat.decisions);
  const reste = direLeReste(apercu, compte);

  async function importer() {
    const { confirmation } = apercu;
    const oui =
      confirmation === null ||
      (await confirmer({
        titre: 'Importer quand même ?',
        texte: confirmation,
        action: 'Oui, importer',
        renoncer: 'Non, revoir',
        danger: true,
      }));
    // Tout ce que l’application montre peut avoir changé : listes, tableau de bord, rail.
    if (oui && (await suivi.executer(confirmation !== null))) await requetes.invalidateQueries();
  }
  return (
    <>
      <ChiffresImport apercu={apercu} nature={nature} onNature={setNature} />
      <Differences apercu={apercu} nature={nature} suivi={suivi} onTout={() => setNature(null)} />
      <div className={`import-bas ${apercu.colonnes.length === 0 ? 'import-bas-seul' : ''}`}>
        <AnomaliesImport
          apercu={apercu}
          pied={
            <>
              <span className="t12 import-reste" title={reste}>
                {reste}
              </span>
              <div className="rangee a-droite import-suite">
                <Bouton onClick={() => suivi.aller('colonnes')} inactif={etat.ecriture}>
                  Retour
                </Bouton>
                <Bouton
                  genre="principal"
                  enCours={etat.ecriture}
                  inactif={compte.retenus === 0 || etat.travail !== null}
                  onClick={() => void importer()}
                >
                  {`Importer ${pluriel(compte.retenus, 'dossier')} sur ${formaterEntier(compte.total)}`}
                </Bouton>
              </div>
            </>
          }
        />
        {apercu.colonnes.length > 0 && <ColonnesReconnues apercu={apercu} onColonnes={() => suivi.aller('colonnes')} />}
      </div>
    </>
  );
}
