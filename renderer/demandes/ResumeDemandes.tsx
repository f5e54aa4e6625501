import { useState } from 'react';
import type { Demande } from '../../shared/contract/demandes.ts';
import { Bouton } from '../ui/Bouton.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { DemandesDuDossier } from './DemandesDuDossier.tsx';
import { useDemandes } from './use-demandes.ts';

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
}

/** Ce qui presse le plus : un retard, une réponse à lire, une lettre à envoyer, une réponse attendue. */
const ORDRE: readonly Demande['vue'][] = ['en_retard', 'a_clore', 'a_envoyer', 'en_attente'];

function resumer({ vue, lignes, satisfaites }: Demande): string {
  if (vue === 'a_envoyer') return `Demande à envoyer (${lignes.length})`;
  if (vue === 'a_clore') return 'Demande répondue';
  return `${vue === 'en_retard' ? 'Demande en retard' : 'Demande attendue'} (${satisfaites}/${lignes.length})`;
}

/** En tête de la lecture : où en est la demande au porteur ; le bouton l’ouvre sans quitter l’écran. */
export function ResumeDemandes({ campagneId, dossierId }: Props) {
  const [ouvert, setOuvert] = useState(false);
  const { lues } = useDemandes(dossierId);
  const presse = ORDRE.map((vue) => lues?.demandes.find((d) => d.vue === vue)).find((d) => d !== undefined);
  return (
    <>
      <Bouton titre="Questions et pièces demandées au porteur" onClick={() => setOuvert(true)}>
        {presse === undefined ? 'Demandes' : resumer(presse)}
      </Bouton>
      {ouvert && (
        <Dialogue ouvert taille="lg" titre="Demandes au porteur" onFermer={() => setOuvert(false)}>
          <DemandesDuDossier campagneId={campagneId} dossierId={dossierId} />
        </Dialogue>
      )}
    </>
  );
}
