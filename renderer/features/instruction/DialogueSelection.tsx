import { useState } from 'react';
import type { DossierAttribue, EtatAttributions, RoleLecteur } from '../../../shared/contract/instruction.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampListe } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { lecteurDe } from './colonnes-attributions.tsx';

type Geste = RoleLecteur | 'retirer';
const GESTES = [
  { valeur: 'lecteur', libelle: 'Lecteur' },
  { valeur: 'rapporteur', libelle: 'Rapporteur (l’ancien redevient lecteur)' },
  { valeur: 'retirer', libelle: 'Retirer son attribution' },
] as const;

interface Props {
  readonly dossiers: readonly DossierAttribue[];
  readonly agents: EtatAttributions['agents'];
  readonly onAttribuer: (agentId: number, role: RoleLecteur | null) => void;
  readonly onFermer: () => void;
}

/** Le même geste pour toutes les lignes cochées. */
export function DialogueSelection({ dossiers, agents, onAttribuer, onFermer }: Props) {
  const actifs = agents.filter((a) => a.actif);
  const [agentId, setAgentId] = useState(actifs[0] ? String(actifs[0].id) : null);
  const [geste, setGeste] = useState<Geste>('lecteur');
  const lies = dossiers.filter((d) => agentId !== null && lecteurDe(d, Number(agentId))?.lien != null);
  const bloque = agentId === null || (geste !== 'retirer' && lies.length > 0);
  function envoyer(): void {
    if (agentId === null || bloque) return;
    onAttribuer(Number(agentId), geste === 'retirer' ? null : geste);
    onFermer();
  }
  return (
    <Dialogue
      ouvert
      titre={`Attribuer ${pluriel(dossiers.length, 'dossier')}`}
      onFermer={onFermer}
      onEnvoyer={envoyer}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" inactif={bloque}>
            {geste === 'retirer' ? 'Retirer' : 'Attribuer'}
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <ChampListe
          libelle="Agent"
          focusInitial
          valeur={agentId}
          options={actifs.map((a) => ({
            valeur: String(a.id),
            libelle: `${a.nom} (${pluriel(a.charge.dossiers, 'dossier')}, ${pluriel(a.charge.collectifs, 'collectif')})`,
          }))}
          onChange={setAgentId}
        />
        <ChampListe libelle="Rôle" valeur={geste} options={GESTES} onChange={setGeste} />
        {geste !== 'retirer' && lies.length > 0 && (
          <Alerte ton="att" titre="Lien d’intérêt.">
            {`Cet agent est hors de ${pluriel(lies.length, 'dossier')} de la sélection (${lies.map((d) => d.numero).join(', ')}) : décochez-les.`}
          </Alerte>
        )}
        {geste === 'retirer' && (
          <Alerte ton="info">Une lecture déjà faite reste et compte encore : seule l’attribution est retirée.</Alerte>
        )}
      </div>
    </Dialogue>
  );
}
