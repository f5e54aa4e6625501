import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { EntreeJournal, RapportVerification } from '../../../shared/contract/journal.ts';
import { dateDe, formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Page } from '../../ui/Page.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { DetailEntree } from './DetailEntree.tsx';
import './journal.css';

const PAR_LECTURE = 500;

const COLONNES: readonly ColonneGrille<EntreeJournal>[] = [
  { code: 'id', titre: 'N°', genre: 'entier', largeur: 64, valeur: ({ id }) => id, attenue: true },
  { code: 'instant', titre: 'Quand', genre: 'instant', largeur: 142, valeur: ({ instant }) => instant },
  { code: 'agent', titre: 'Agent', largeur: 130, valeur: ({ agent }) => agent, graisse: 'm' },
  { code: 'libelle', titre: 'Ce qui a été fait', largeurMin: 220, valeur: ({ libelle }) => libelle },
  { code: 'objet', titre: 'Sur', largeur: 130, valeur: ({ objet }) => objet.replace(':', ' n° ') },
  { code: 'motif', titre: 'Motif', largeurMin: 110, valeur: ({ motif }) => motif },
  { code: 'jour', titre: 'Jour', genre: 'date', largeur: 90, valeur: ({ instant }) => dateDe(instant), cachee: true },
  {
    code: 'compte',
    titre: 'Session',
    titreLong: 'Session du poste',
    largeur: 110,
    valeur: (e) => e.compteSysteme,
    cachee: true,
  },
  { code: 'action', titre: 'Code', largeur: 150, valeur: ({ action }) => action, cachee: true, attenue: true },
];

const COLONNES_IMPRIMEES: readonly ColonneTableau<EntreeJournal>[] = [
  { code: 'id', titre: 'N°', largeur: '56px', rendu: ({ id }) => id },
  { code: 'instant', titre: 'Quand', largeur: '172px', rendu: ({ instant }) => formaterInstant(instant) },
  { code: 'agent', titre: 'Agent', largeur: '120px', rendu: ({ agent }) => agent },
  { code: 'libelle', titre: 'Ce qui a été fait', passe: true, rendu: ({ libelle }) => libelle },
  { code: 'objet', titre: 'Sur', passe: true, rendu: ({ objet }) => objet.replace(':', ' n° ') },
  { code: 'motif', titre: 'Motif', passe: true, rendu: ({ motif }) => motif },
];

function Rapport({ rapport, onFermer }: { readonly rapport: RapportVerification; readonly onFermer: () => void }) {
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre="Vérification de la base"
      onFermer={onFermer}
      pied={
        <Bouton genre="principal" focusInitial onClick={onFermer}>
          Fermer
        </Bouton>
      }
    >
      <div className="colonne">
        <Alerte
          ton={rapport.sain ? 'ok' : 'al'}
          titre={rapport.sain ? 'Tout est intact.' : 'Quelque chose a été altéré.'}
        >
          {rapport.sain
            ? `La chaîne du journal et les données ont été relues : ${pluriel(rapport.entrees, 'entrée')}.`
            : 'Ne corrigez rien à la main. Prévenez votre administrateur et gardez une copie de la base.'}
        </Alerte>
        <ul className="journal-controles">
          {rapport.controles.map(({ code, libelle, sain, detail }) => (
            <li key={code}>
              <Signe nom={sain ? 'fait' : 'refus'} className={sain ? 'ok' : 'al'} titre={sain ? 'intact' : 'altéré'} />
              <span>
                <span className="g5">{libelle}</span>
                <span className="encre2">{detail}</span>
              </span>
            </li>
          ))}
        </ul>
        {rapport.derniereEmpreinte !== null && (
          <p className="t11 encre3 journal-empreinte">{`Dernière empreinte : ${rapport.derniereEmpreinte}`}</p>
        )}
      </div>
    </Dialogue>
  );
}

/** Qui a fait quoi, quand ; la chaîne se vérifie d’un bouton. */
export function PageJournal() {
  const grille = useGrille<EntreeJournal>('journal');
  const [recherche, setRecherche] = useState('');
  const [courante, setCourante] = useState<EntreeJournal | null>(null);
  const [impression, setImpression] = useState(false);
  const differee = useDeferredValue(recherche.trim());
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...q.journal.lister.infiniteOptions({
      input: (avantId: number | null) => ({ avantId, limite: PAR_LECTURE, recherche: differee }),
      initialPageParam: null,
      getNextPageParam: ({ entrees }) => (entrees.length < PAR_LECTURE ? undefined : (entrees.at(-1)?.id ?? undefined)),
    }),
    placeholderData: keepPreviousData,
  });
  const entrees = useMemo(() => data?.pages.flatMap((page) => page.entrees) ?? [], [data]);
  const total = data?.pages[0]?.total ?? 0;
  const verification = useMutation({ mutationFn: () => api.journal.verifier() });
  const verifier: Action = {
    code: 'journal.verifier',
    libelle: 'Vérifier la chaîne',
    menu: 'fichier',
    groupe: 30,
    icone: 'verifier',
    executer: () => verification.mutate(),
  };
  const imprimer: Action = {
    code: 'journal.imprimer',
    libelle: 'Imprimer le journal affiché…',
    menu: 'fichier',
    groupe: 30,
    icone: 'imprimer',
    raccourci: 'Ctrl+P',
    executer: () => setImpression(true),
  };
  useActions([verifier, imprimer]);
  useEffect(() => {
    if (!impression) return undefined;
    const finir = () => setImpression(false);
    window.addEventListener('afterprint', finir, { once: true });
    // La grille ne dessine que les lignes visibles : on imprime un tableau entier, posé le temps de l’impression.
    window.print();
    return () => window.removeEventListener('afterprint', finir);
  }, [impression]);
  return (
    <Page
      titre="Journal"
      sousTitre={data && `${formaterEntier(total)} entrée${total < 2 ? '' : 's'}${differee === '' ? '' : ' trouvées'}`}
      actions={
        <>
          <BoutonAction action={imprimer} libelle="Imprimer" />
          <BoutonAction action={verifier} genre="principal" enCours={verification.isPending} />
        </>
      }
    >
      <div className="rangee ecran-seul">
        <div className="journal-recherche">
          <ChampTexte
            libelle="Chercher dans le journal"
            libelleCache
            type="search"
            exemple="Chercher : agent, dossier, action, motif…"
            valeur={recherche}
            onChange={setRecherche}
          />
        </div>
        <span className="a-droite">
          <ColonnesGrille grille={grille} />
        </span>
      </div>
      {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
      {verification.error && <Alerte ton="al">{messageErreur(verification.error)}</Alerte>}
      {isPending ? (
        <Chargement />
      ) : (
        <div className={`journal ecran-seul ${courante ? 'journal-avec-detail' : ''}`}>
          <Carte
            plein
            {...(hasNextPage
              ? {
                  pied: (
                    <>
                      <span>{`${formaterEntier(entrees.length)} entrées lues sur ${formaterEntier(total)}`}</span>
                      <Bouton taille="petite" enCours={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                        Lire les précédentes
                      </Bouton>
                    </>
                  ),
                }
              : {})}
          >
            <Grille
              grille={grille}
              libelle="Journal"
              lignes={entrees}
              cle={({ id }) => id}
              colonnes={COLONNES}
              onCourante={setCourante}
              onOuvrir={setCourante}
              vide={differee === '' ? 'Rien n’a encore été fait.' : `Aucune entrée ne contient « ${differee} ».`}
            />
          </Carte>
          {courante && <DetailEntree entree={courante} onFermer={() => setCourante(null)} />}
        </div>
      )}
      {impression && (
        <div className="imprime-seul">
          {entrees.length < total && (
            <p>{`Les ${formaterEntier(entrees.length)} entrées les plus récentes, sur ${formaterEntier(total)}.`}</p>
          )}
          <Tableau
            libelle="Journal"
            dense
            lignes={grille.lignesAffichees()}
            cle={({ id }) => id}
            colonnes={COLONNES_IMPRIMEES}
          />
        </div>
      )}
      {verification.data && <Rapport rapport={verification.data} onFermer={verification.reset} />}
    </Page>
  );
}
