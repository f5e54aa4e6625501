import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { z } from 'zod';
import type { BilanExemple } from '../../../shared/contract/campagnes.ts';
import { api } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { useSuivi } from '../../use-suivi.ts';

/** Base neuve : Entrée, et l’exemple s’ouvre au nom de l’agent inventé Camille Aubry. */
export function DecouvrirExemple() {
  const requetes = useQueryClient();
  const travail = useSuivi<z.infer<typeof BilanExemple>>('exemple');
  const bouton = useRef<HTMLButtonElement>(null);
  useEffect(() => bouton.current?.focus(), []);
  async function ouvrir() {
    const bilan = await travail.lancer(() => api.campagnes.ouvrirExemple());
    if (bilan === null) return;
    // Le backend a nommé l’agent de l’exemple : le redire ici le garde pour la prochaine connexion.
    const { agent } = await api.session.etat();
    if (agent !== null) await api.session.choisirAgent({ agentId: agent.id });
    await requetes.invalidateQueries();
  }
  return (
    <section className="colonne session-exemple" aria-label="Campagne d’exemple">
      <p className="encre2">
        Une campagne inventée dans de vraies communes du Loiret, déjà importée, lue et décidée : de quoi tout essayer,
        au nom de Camille Aubry.
      </p>
      {travail.progression ? (
        <Progression {...travail.progression} />
      ) : (
        <div>
          <Bouton
            ref={bouton}
            genre="principal"
            taille="grande"
            icone="accueil"
            raccourci="Entrée"
            onClick={() => void ouvrir()}
          >
            Ouvrir la campagne d’exemple
          </Bouton>
        </div>
      )}
      {travail.erreur !== null && <Alerte ton="al">{travail.erreur}</Alerte>}
    </section>
  );
}
