import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { LienDemandes } from '../../demandes/LienDemandes.tsx';
import { miens } from '../../instruction/miens.ts';
import { LienChartes, ongletsInstruction, type VueInstruction } from '../../instruction/onglets.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { Attributions } from './Attributions.tsx';
import { Harmonisation } from './Harmonisation.tsx';
import './instruction.css';
import { Lecteurs } from './Lecteurs.tsx';
import { MaPile } from './MaPile.tsx';

/** Les vues de cette page ; le classement et ce qui en sort sont la page des résultats. */
const ONGLETS = ['pile', 'attributions', 'harmonisation', 'lecteurs'] as const;
type OngletIci = (typeof ONGLETS)[number];

function estIci(code: string | null): OngletIci | null {
  return ONGLETS.find((un) => un === code) ?? null;
}

/** Ma pile de dossiers à lire ; le classement qui en sort est la page des résultats. */
export function PageInstruction({ campagneId }: { readonly campagneId: number }) {
  const { data: pile, error } = useQuery(q.lectures.pile.queryOptions({ input: { campagneId } }));
  const [, aller] = useLocation();
  const [requete, setRequete] = useSearchParams();
  const onglet = estIci(requete.get('onglet')) ?? 'pile';
  // Une lecture entamée se finit avant d’en ouvrir une autre : la pile les donne dans cet ordre.
  const aLire = miens(pile ?? []);
  const prochain = aLire.find(({ maLecture }) => maLecture !== 'terminee');
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
  const restants = aLire.filter(({ maLecture }) => maLecture !== 'terminee').length;
  function choisir(code: VueInstruction): void {
    const ici = estIci(code);
    if (ici === null) aller(`${chemins.resultats(campagneId)}?vue=${code}`);
    else setRequete(ici === 'pile' ? {} : { onglet: ici }, { replace: true });
  }
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
      <Onglets<VueInstruction>
        libelle="Vues de l’instruction"
        actif={onglet}
        onChange={choisir}
        suite={<LienChartes />}
        onglets={ongletsInstruction(pile)}
      >
        {onglet === 'pile' && <MaPile campagneId={campagneId} pile={pile} />}
        {onglet === 'attributions' && <Attributions campagneId={campagneId} />}
        {onglet === 'harmonisation' && <Harmonisation campagneId={campagneId} />}
        {onglet === 'lecteurs' && <Lecteurs campagneId={campagneId} />}
      </Onglets>
    </Page>
  );
}
