import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { LienDemandes } from '../../demandes/LienDemandes.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import './instruction.css';
import { MaPile } from './MaPile.tsx';

/** Les vues après « Ma pile » sont la page des résultats. */
type Onglet = 'pile' | 'classement' | 'sensibilite' | 'annees';
export type LigneDeMaPile = LigneDossier & { readonly maLecture: 'non_commencee' | 'en_cours' | 'terminee' };

/** Ma pile de dossiers à lire ; le classement qui en sort est la page des résultats. */
export function PageInstruction({ campagneId }: { readonly campagneId: number }) {
  const { data: pile, error } = useQuery(q.lectures.pile.queryOptions({ input: { campagneId } }));
  const [, aller] = useLocation();
  // Une lecture entamée se finit avant d’en ouvrir une autre : la pile les donne dans cet ordre.
  const prochain = pile?.find(({ maLecture }) => maLecture !== 'terminee');
  const continuer: Action = {
    code: 'instruction.continuer',
    libelle: prochain?.maLecture === 'en_cours' ? 'Continuer la lecture' : 'Lire le suivant',
    menu: 'aller',
    groupe: 15,
    icone: 'lire',
    disponible: prochain !== undefined,
    executer: () => prochain && aller(chemins.lecture(campagneId, prochain.id)),
  };
  useActions([continuer]);
  const bouton = useRef<HTMLButtonElement>(null);
  const pret = prochain !== undefined;
  useEffect(() => {
    // À l’arrivée, Entrée suffit pour reprendre ; un focus déjà posé ailleurs par l’agent est respecté.
    const pose = document.activeElement;
    if (pret && (pose === document.body || pose?.id === 'contenu')) bouton.current?.focus({ preventScroll: true });
  }, [pret]);

  if (error) {
    return (
      <Page titre="Instruction">
        <Alerte ton="al" titre="La pile n’a pas pu être lue.">
          {messageErreur(error)}
        </Alerte>
      </Page>
    );
  }
  if (!pile) {
    return (
      <Page titre="Instruction">
        <Chargement />
      </Page>
    );
  }
  if (pile.length === 0) {
    return (
      <Page titre="Instruction">
        <EtatVide
          titre="Aucun dossier à lire"
          icone="lire"
          actions={
            <Bouton genre="principal" onClick={() => aller(chemins.import(campagneId))}>
              Importer les réponses
            </Bouton>
          }
        >
          Les dossiers viennent de l’export du portail : importez-le, ils arriveront ici prêts à lire.
        </EtatVide>
      </Page>
    );
  }
  const restants = pile.filter(({ maLecture }) => maLecture !== 'terminee').length;
  const classes = pile.filter(({ rang }) => rang !== null).length;
  return (
    <Page
      titre="Instruction"
      className="instr-page-pile"
      sousTitre={restants === 0 ? 'toutes vos lectures sont terminées' : `${pluriel(restants, 'dossier')} à lire`}
      actions={
        <>
          <LienDemandes campagneId={campagneId} />
          <Bouton icone="tableur" onClick={() => aller(chemins.grilles(campagneId))}>
            Lire hors ligne
          </Bouton>
          <Bouton
            ref={bouton}
            genre="principal"
            icone="lire"
            raccourci="Entrée"
            inactif={!pret}
            onClick={continuer.executer}
          >
            {pret ? `${continuer.libelle} : ${prochain.structure.raisonSociale}` : 'Tout est lu'}
          </Bouton>
        </>
      }
    >
      <Onglets<Onglet>
        libelle="Vues de l’instruction"
        actif="pile"
        onChange={(code) => code !== 'pile' && aller(`${chemins.resultats(campagneId)}?vue=${code}`)}
        onglets={[
          { code: 'pile', libelle: 'Ma pile', nombre: restants },
          { code: 'classement', libelle: 'Classement', nombre: classes },
          { code: 'sensibilite', libelle: 'Sensibilité aux poids' },
          { code: 'annees', libelle: 'Année N et N-1' },
        ]}
      >
        <MaPile campagneId={campagneId} pile={pile} />
      </Onglets>
    </Page>
  );
}
