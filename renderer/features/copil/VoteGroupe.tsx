import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { DossierDeSeance, EtatSeance, LigneDeGroupe } from '../../../shared/contract/seances.ts';
import { comparerFrancais, LIBELLES_DECISION, LIBELLES_PILE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampListe, ChampTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { LignesDuGroupe } from './LignesDuGroupe.tsx';
import { diffuser } from './projecteur.ts';
import { recevoirSeance } from './use-seance.ts';

/** Les collectifs d’un dossier qui attendent encore leur décision. */
export function aDecider({ listeCollectifs }: DossierDeSeance) {
  return listeCollectifs.filter(({ decision }) => decision === null);
}

type Choix = 'tous' | 'favorable' | 'a_debattre' | 'defavorable' | 'sans_note' | 'proposition';

const NATURES = (['agree', 'agree_sous_reserve', 'ajourne', 'refuse', 'sans_suite'] as const).map((valeur) => ({
  valeur,
  libelle: LIBELLES_DECISION[valeur],
}));
const PARTOUT = '*';

function repond({ pile, proposition }: DossierDeSeance, choix: Choix): boolean {
  if (choix === 'tous') return true;
  if (choix === 'proposition') return proposition !== null && proposition.collectifIds.length > 0;
  return choix === 'sans_note' ? pile === null : pile === choix;
}

/** Les façons de choisir qui donnent quelque chose, avec leur compte. */
function choixPossibles(dossiers: readonly DossierDeSeance[]) {
  const libelles: readonly (readonly [Choix, string])[] = [
    ['favorable', LIBELLES_PILE.favorable],
    ['a_debattre', LIBELLES_PILE.a_debattre],
    ['defavorable', LIBELLES_PILE.defavorable],
    ['sans_note', 'Sans note'],
    ['proposition', 'Retenus par le scénario'],
    ['tous', 'Tous ceux à décider'],
  ];
  return libelles.flatMap(([valeur, libelle]) => {
    const nombre = dossiers.filter((d) => repond(d, valeur)).length;
    return nombre === 0 ? [] : [{ valeur, libelle: `${libelle} (${nombre})` }];
  });
}

function communesDe(dossiers: readonly DossierDeSeance[]) {
  const noms = new Set(dossiers.flatMap(({ communeNom }) => communeNom ?? []));
  return [
    { valeur: PARTOUT, libelle: 'Toutes les communes' },
    ...[...noms].toSorted(comparerFrancais).map((nom) => ({ valeur: nom, libelle: nom })),
  ];
}

interface Props {
  readonly campagneId: number;
  readonly seanceId: number;
  readonly etat: EtatSeance;
  readonly onFermer: () => void;
}

/** Une même décision pour plusieurs dossiers : chaque ligne est contrôlée et lue avant de confirmer. */
export function VoteGroupe({ campagneId, seanceId, etat, onFermer }: Props) {
  const requetes = useQueryClient();
  const restants = etat.dossiers.filter((dossier) => aDecider(dossier).length > 0);
  const choixOfferts = choixPossibles(restants);
  const [choix, setChoix] = useState<Choix>(choixOfferts[0]?.valeur ?? 'tous');
  const [commune, setCommune] = useState(PARTOUT);
  const [nature, setNature] = useState<NatureDecision>('agree');
  const [motif, setMotif] = useState<string | null>(null);
  const [texte, setTexte] = useState('');
  const [retires, setRetires] = useState<ReadonlySet<number>>(new Set());
  const candidats = restants.filter(
    (dossier) => repond(dossier, choix) && (commune === PARTOUT || dossier.communeNom === commune),
  );
  const choisis = candidats.filter(({ id }) => !retires.has(id));
  const demande = { seanceId, dossierIds: choisis.map(({ id }) => id), nature, motif, texte: texte.trim() };
  const verification = useQuery({
    ...q.seances.verifierGroupe.queryOptions({ input: demande }),
    enabled: choisis.length > 0,
    placeholderData: keepPreviousData,
    // Rien ne se décide sur une liste d’hier.
    staleTime: 0,
  });
  const lignes = new Map(verification.data?.lignes.map((ligne): [number, LigneDeGroupe] => [ligne.dossierId, ligne]));
  const prises = choisis.flatMap(({ id }) => {
    const ligne = lignes.get(id);
    return ligne !== undefined && ligne.blocages.length === 0 ? [ligne] : [];
  });
  const montantCentimes = prises.reduce((somme, ligne) => somme + ligne.montantCentimes, 0);
  const collectifs = prises.reduce((somme, ligne) => somme + ligne.collectifIds.length, 0);
  const sansMotif = nature !== 'agree' && motif === null && texte.trim() === '';
  const aJour = verification.data !== undefined && !verification.isPlaceholderData && !verification.isFetching;
  const envoi = useMutation({
    mutationFn: () =>
      api.seances.deciderGroupe({ ...demande, dossierIds: prises.map((ligne) => ligne.dossierId), montantCentimes }),
    onSuccess: (suite) => {
      recevoirSeance(requetes, campagneId, suite);
      diffuser({ genre: 'change' });
      notifier(`${pluriel(prises.length, 'dossier')} : ${LIBELLES_DECISION[nature].toLocaleLowerCase('fr')}.`);
      onFermer();
    },
    onError: () => void verification.refetch(),
  });
  const motifs = etat.motifs.filter((m) => m.actif && m.natures.includes(nature));

  function basculer(id: number): void {
    const suite = new Set(retires);
    if (!suite.delete(id)) suite.add(id);
    setRetires(suite);
  }

  return (
    <Dialogue
      ouvert
      taille="xl"
      titre="Décision groupée"
      onFermer={onFermer}
      pied={
        <>
          <span className="encre2 copil-vote-total">
            {`${pluriel(prises.length, 'dossier')}, ${pluriel(collectifs, 'collectif')}, ${formaterEuros(montantCentimes)}`}
          </span>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton
            genre="principal"
            enCours={envoi.isPending}
            inactif={prises.length === 0 || sansMotif || !aJour}
            titre={sansMotif ? 'Choisissez un motif ou écrivez-le.' : undefined}
            onClick={() => envoi.mutate()}
          >
            {`${LIBELLES_DECISION[nature]} : ${pluriel(collectifs, 'collectif')}`}
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <div className="copil-groupe-choix">
          <ChampListe libelle="Dossiers" focusInitial options={choixOfferts} valeur={choix} onChange={setChoix} />
          <ChampListe
            libelle="Commune"
            cherchable
            options={communesDe(restants)}
            valeur={commune}
            onChange={setCommune}
          />
          <ChampListe
            libelle="Décision"
            options={NATURES}
            valeur={nature}
            onChange={(suite) => {
              setNature(suite);
              setMotif(null);
            }}
          />
        </div>
        {nature !== 'agree' && (
          <div className="copil-groupe-motif">
            <ChampListe
              libelle="Motif"
              options={[
                { valeur: '', libelle: 'Écrit ci-contre' },
                ...motifs.map((m) => ({ valeur: m.code, libelle: m.libelle })),
              ]}
              valeur={motif ?? ''}
              onChange={(code) => setMotif(code === '' ? null : code)}
            />
            <ChampTexte libelle="Texte, le même pour tous" longueurMax={4000} valeur={texte} onChange={setTexte} />
          </div>
        )}
        {envoi.error && (
          <Alerte ton="al" titre="Rien n’a été décidé.">
            {messageErreur(envoi.error)}
          </Alerte>
        )}
        {verification.error && <Alerte ton="al">{messageErreur(verification.error)}</Alerte>}
        {verification.data?.alertes.map((alerte) => (
          <Alerte key={alerte} ton="att">
            {alerte}
          </Alerte>
        ))}
        {verification.data === undefined && choisis.length > 0 ? (
          <Chargement texte="Contrôle de chaque ligne…" />
        ) : (
          <LignesDuGroupe dossiers={candidats} lignes={lignes} retires={retires} onBasculer={basculer} />
        )}
      </div>
    </Dialogue>
  );
}
