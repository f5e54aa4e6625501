import { useState } from 'react';
import { type GesteOuvert, SuiviDuDossier } from '../../deroulement/SuiviDuDossier.tsx';
import { Carte } from '../../ui/Carte.tsx';

/** Ce qui arrive au dossier une fois agréé : collectifs, visites, échanges. */
export function OngletSuivi({ dossierId }: { readonly dossierId: number }) {
  const [ouvert, setOuvert] = useState<GesteOuvert | null>(null);
  return (
    <Carte titre="Suivi" plein className="dossiers-suivi">
      <SuiviDuDossier dossierId={dossierId} ouvert={ouvert} onOuvrir={setOuvert} />
    </Carte>
  );
}
