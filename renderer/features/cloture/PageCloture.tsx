import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { ArchiveFaite, EtatCloture } from '../../../shared/contract/cloture.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../../api.ts';
import { chemins, useAgent } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { confirmer, demanderMotif } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { Page } from '../../ui/Page.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { useSuivi } from '../../use-suivi.ts';
import { Obstacles } from './Obstacles.tsx';

interface Props {
  readonly campagneId: number;
}

const GESTES: Readonly<Record<string, string>> = {
  'cloture.clore': 'Close',
  'cloture.rouvrir': 'Rouverte',
  'cloture.archiver': 'Archivée',
};

function Gestes({ gestes }: Pick<EtatCloture, 'gestes'>) {
  if (gestes.length === 0) return <p className="encre2">La campagne n’a encore jamais été close.</p>;
  return (
    <ul className="colonne serree">
      {gestes.map(({ action, instant, agent, motif }) => (
        <li key={`${action}-${instant}`}>
          {`${GESTES[action] ?? action} le ${formaterInstant(instant)} par ${agent}${motif === null ? '' : ` : ${motif}`}`}
        </li>
      ))}
    </ul>
  );
}

function Archive({ campagneId, etat }: Props & { readonly etat: EtatCloture }) {
  const requetes = useQueryClient();
  const { enCours, progression, erreur, lancer, arreter } = useSuivi<ArchiveFaite & { documentId: string }>('archive');
  async function archiver() {
    const faite = await lancer((signal) => api.cloture.archiver({ campagneId }, { signal }));
    if (faite === null) return;
    await requetes.invalidateQueries();
    notifier(faite.chemin, 'Archive écrite');
  }
  const { archive, closeLe } = etat;
  return (
    <Carte
      titre="Archive"
      actions={
        closeLe !== null && (
          <Bouton enCours={enCours} onClick={() => void archiver()}>
            {archive === null ? 'Écrire l’archive' : 'Écrire à nouveau'}
          </Bouton>
        )
      }
    >
      <div className="colonne serree">
        {progression && <Progression {...progression} pourCent onAnnuler={arreter} />}
        {erreur !== null && (
          <Alerte ton="al" titre="L’archive n’a pas été écrite.">
            {erreur}
          </Alerte>
        )}
        {archive === null ? (
          <p className="encre2">
            {closeLe === null
              ? 'Une fois close : copie de la base, fichiers et documents, toutes les tables en CSV avec leur description, manifeste SHA-256.'
              : 'À faire : la campagne est close, son archive n’est pas écrite.'}
          </p>
        ) : (
          <>
            <p className="casse">{archive.chemin}</p>
            <p className="encre2 t12">
              {`${pluriel(archive.tables, 'table')}, ${formaterEntier(archive.lignes)} lignes, ${pluriel(archive.fichiers, 'fichier')} ; relue entière le ${formaterInstant(archive.le)} par ${archive.par}`}
            </p>
            <p className="encre2 t12 casse">{`SHA-256 ${archive.sha256}`}</p>
            {archive.manques.length > 0 && (
              <Alerte ton="att" titre={`${pluriel(archive.manques.length, 'fichier manque', 'fichiers manquent')}.`}>
                {archive.manques.slice(0, 3).join(' ; ')}
              </Alerte>
            )}
          </>
        )}
      </div>
    </Carte>
  );
}

/** Clore la campagne : ce qui reste, les sommes, le gel, l’archive, l’année suivante. */
export function PageCloture({ campagneId }: Props) {
  const { data: etat, error } = useQuery(q.cloture.lire.queryOptions({ input: { campagneId } }));
  const { id: moi } = useAgent();
  const [, aller] = useLocation();
  const requetes = useQueryClient();
  const relire = () => requetes.invalidateQueries();
  const clore = useMutation({ mutationFn: () => api.cloture.clore({ campagneId }), onSuccess: relire });
  const rouvrir = useMutation({
    mutationFn: (motif: string) => api.cloture.rouvrir({ campagneId, motif }),
    onSuccess: relire,
  });
  const ouvrir = useMutation({
    mutationFn: () => api.cloture.ouvrirSuivante({ campagneId }),
    onSuccess: async (suivante) => {
      await relire();
      aller(chemins.tableauDeBord(suivante.campagneId));
    },
  });
  if (!etat) {
    return (
      <Page titre="Clôture">
        {error ? (
          <Alerte ton="al" titre="L’état de la campagne n’a pas pu être lu.">
            {messageErreur(error)}
          </Alerte>
        ) : (
          <Chargement />
        )}
      </Page>
    );
  }
  const { anneeScolaire, closeLe, closePar, sommes, suivante } = etat;
  async function demanderClore() {
    const oui = await confirmer({
      titre: `Clore la campagne ${anneeScolaire}`,
      texte:
        'Plus rien ne s’y changera : ni dossier, ni décision, ni bilan, ni paiement. Restent possibles les recouvrements de trop-perçus et la réimpression des documents. Seul un autre agent que vous pourra la rouvrir.',
      action: 'Clore',
    });
    if (oui) clore.mutate();
  }
  async function demanderRouvrir() {
    const motif = await demanderMotif({
      titre: `Rouvrir la campagne ${anneeScolaire}`,
      texte: 'Elle se modifiera à nouveau ; son archive ne vaudra plus et sera à refaire.',
      action: 'Rouvrir',
      danger: true,
    });
    if (motif !== null) rouvrir.mutate(motif);
  }
  const echec = clore.error ?? rouvrir.error ?? ouvrir.error;
  return (
    <Page
      titre="Clôture"
      sousTitre={
        closeLe === null
          ? `campagne ${anneeScolaire}, ouverte`
          : `campagne ${anneeScolaire}, close le ${formaterInstant(closeLe)} par ${closePar ?? ''}`
      }
      actions={
        closeLe === null ? (
          <Bouton
            genre="principal"
            icone="cadenas"
            inactif={etat.aRegler > 0}
            titre={etat.aRegler > 0 ? 'Il reste des points à régler ou à expliquer' : undefined}
            enCours={clore.isPending}
            onClick={() => void demanderClore()}
          >
            Clore la campagne
          </Bouton>
        ) : (
          <Bouton
            inactif={etat.closeParId === moi}
            titre={etat.closeParId === moi ? 'Vous l’avez close : un autre agent doit la rouvrir' : undefined}
            enCours={rouvrir.isPending}
            onClick={() => void demanderRouvrir()}
          >
            Rouvrir…
          </Bouton>
        )
      }
      defile
    >
      {echec && (
        <Alerte ton="al" titre="Rien n’a changé.">
          {messageErreur(echec)}
        </Alerte>
      )}
      <Chiffres
        chiffres={[
          {
            libelle: `Agréé, ${pluriel(sommes.dossiersAgrees, 'dossier')}`,
            valeur: formaterEuros(sommes.agreeCentimes),
          },
          { libelle: 'Droit réel', valeur: formaterEuros(sommes.droitReelCentimes) },
          { libelle: 'Payé', valeur: formaterEuros(sommes.payeCentimes), accent: true },
          { libelle: 'Reste à payer', valeur: formaterEuros(sommes.resteAPayerCentimes) },
          { libelle: 'Reste à recouvrer', valeur: formaterEuros(sommes.resteARecouvrerCentimes) },
        ]}
      />
      <Obstacles campagneId={campagneId} obstacles={etat.obstacles} close={closeLe !== null} />
      <Archive campagneId={campagneId} etat={etat} />
      <Carte
        titre={`Campagne ${suivante.anneeScolaire}`}
        actions={
          suivante.campagneId === null ? (
            <Bouton icone="ajouter" enCours={ouvrir.isPending} onClick={() => ouvrir.mutate()}>
              {`Ouvrir ${suivante.anneeScolaire}`}
            </Bouton>
          ) : (
            <Bouton onClick={() => aller(chemins.tableauDeBord(suivante.campagneId ?? 0))}>Y aller</Bouton>
          )
        }
      >
        <p className="encre2">
          {suivante.campagneId === null
            ? 'Reprend de celle-ci le barème (une copie), la charte, les onze dates un an plus tard, les pièces demandées et la façon de lire. L’enveloppe reste à saisir.'
            : 'Déjà ouverte.'}
        </p>
      </Carte>
      <Carte titre="Ce qui a été fait">
        <Gestes gestes={etat.gestes} />
      </Carte>
    </Page>
  );
}
