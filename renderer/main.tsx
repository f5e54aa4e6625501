import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useAdresse, useRequete } from './adresse.ts';
import { ConnexionPerdue } from './connexion.ts';
import { Cadre, GardeDeFenetre, GardeDePage } from './features/cadre/index.ts';
import { PorteDeSession } from './features/session/index.ts';
import { Routes } from './routes.tsx';
import { Theme } from './ui/Theme.tsx';

const requetes = new QueryClient({
  defaultOptions: {
    queries: {
      // Le backend est sur ce poste : un refus ne passera pas mieux au second essai, une coupure si.
      retry: (essais, erreur) => erreur instanceof ConnexionPerdue && essais < 2,
      staleTime: 10_000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

const racine = document.getElementById('root');
if (racine === null) throw new Error('La page n’a pas d’élément racine');
createRoot(racine).render(
  <StrictMode>
    <Theme>
      <QueryClientProvider client={requetes}>
        <Router hook={useAdresse} searchHook={useRequete}>
          <GardeDeFenetre>
            <PorteDeSession>
              <Cadre>
                <GardeDePage>
                  <Routes />
                </GardeDePage>
              </Cadre>
            </PorteDeSession>
          </GardeDeFenetre>
        </Router>
      </QueryClientProvider>
    </Theme>
  </StrictMode>,
);
