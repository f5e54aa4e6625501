import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { z } from 'zod';
import type { BilanExemple } from '../../../shared/contract/campagnes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../api.ts';
import { chemins, useSession } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { Page } from '../../ui/Page.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { useSuivi } from '../../use-suivi.ts';
import './accueil.css';
import { FormulaireCampagne } from './FormulaireCampagne.tsx';

const SUITE: readonly (readonly [titre: string, texte: string])[] = [
  [
    'Importer',
    'l’export Démarches simplifiées des réponses, avec ce qui change et ce qui cloche, cellule par cellule.',
  ],
  ['Lire et coter', 'chaque dossier avec la charte : conditions, critères, note et pile proposée.'],
  ['Décider', 'en Copil, un collectif à la fois, l’enveloppe sous les yeux ; le dossier de séance sort en PDF.'],
  ['Payer', 'l’échéancier sort en classeur Excel, avec ses formules et ses contrôles.'],
];

function CarteExemple({ premier }: { readonly premier: boolean }) {
  const [, aller] = useLocation();
  const requetes = useQueryClient();
  const travail = useSuivi<z.infer<typeof BilanExemple>>('exemple');
  const bouton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Une base vide : Entrée, et l’exemple s’ouvre.
    if (premier) bouton.current?.focus();
  }, [premier]);
  async function ouvrir() {
    if (travail.enCours) return;
    const bilan = await travail.lancer((signal) => api.campagnes.ouvrirExemple(undefined, { signal }));
    if (bilan === null) return;
    await requetes.invalidateQueries();
    notifier(
      `${pluriel(bilan.dossiers, 'dossier')} et ${pluriel(bilan.collectifs, 'collectif')} dans la campagne d’exemple.`,
    );
    aller(chemins.tableauDeBord(bilan.campagneId));
  }
  const action: Action = {
    code: 'accueil.exemple',
    libelle: 'Ouvrir la campagne d’exemple',
    menu: 'fichier',
    groupe: 10,
    icone: 'accueil',
    disponible: !travail.enCours,
    executer: () => void ouvrir(),
  };
  useActions([action]);
  return (
    <Carte titre="Découvrir avec l’exemple">
      <p>
        Une campagne inventée dans de vraies communes du Loiret, déjà importée, lue et décidée, avec les défauts de la
        vraie vie. De quoi tout essayer : dossiers, séance, PDF et échéancier.
      </p>
      {travail.progression ? (
        <Progression {...travail.progression} onAnnuler={travail.arreter} />
      ) : (
        <div>
          <Bouton
            ref={bouton}
            genre={premier ? 'principal' : 'defaut'}
            taille={premier ? 'grande' : 'normale'}
            icone="accueil"
            raccourci={premier ? 'Entrée' : undefined}
            onClick={action.executer}
          >
            Ouvrir la campagne d’exemple
          </Bouton>
        </div>
      )}
      {travail.erreur !== null && <Alerte ton="al">{travail.erreur}</Alerte>}
    </Carte>
  );
}

/** Base vide, ou nouvelle campagne : l’exemple, ou une vraie campagne. */
export function PageAccueil() {
  const { campagnes } = useSession();
  const premier = campagnes.length === 0;
  const { data: modeles, error } = useQuery(q.campagnes.modeles.queryOptions());
  return (
    <Page
      defile
      titre={premier ? 'Bienvenue dans Clas' : 'Nouvelle campagne'}
      sousTitre={
        premier ? 'la base est vide : commencez par l’exemple ou par votre campagne' : 'année scolaire, barème, dates'
      }
    >
      <div className="accueil">
        <div className="colonne">
          <CarteExemple premier={premier} />
          <Carte titre="Ensuite">
            <ol className="accueil-suite">
              {SUITE.map(([titre, texte], rang) => (
                <li key={titre}>
                  <b aria-hidden>{rang + 1}</b>
                  <span>
                    <strong className="g6">{titre}</strong> {texte}
                  </span>
                </li>
              ))}
            </ol>
          </Carte>
        </div>
        {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
        {modeles ? <FormulaireCampagne modeles={modeles} principal={!premier} /> : !error && <Chargement />}
      </div>
    </Page>
  );
}
