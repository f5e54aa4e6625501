import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Indu } from '../../../../shared/contract/indus.ts';
import { formaterDate, formaterInstant } from '../../../../shared/domaine/dates.ts';
import { LIBELLES_MOUVEMENT_INDU } from '../../../../shared/domaine/libelles-paiement.ts';
import { formaterEuros, formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../../../api.ts';
import { chemins } from '../../../contexte.tsx';
import { rangerDocument } from '../../../produire.ts';
import { Alerte, Chargement, EtatVide } from '../../../ui/Alerte.tsx';
import { Badge } from '../../../ui/Badge.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { demanderMotif } from '../../../ui/Dialogue.tsx';
import { notifier } from '../../../ui/notifier.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import { useTentative } from '../../../use-tentative.ts';
import { NoterMouvement } from './NoterMouvement.tsx';
import { direRelances, RelancerIndus } from './RelancerIndus.tsx';

interface Props {
  readonly campagneId: number;
  readonly aujourdhui: string;
  /** Close, la campagne réclame et note encore un remboursement ; elle n’abandonne et n’annule plus. */
  readonly close: boolean;
}

type Mouvement = Indu['mouvements'][number];

interface PropsSuites {
  readonly mouvements: readonly Mouvement[];
  /** null : la campagne est close, rien ne s’annule plus. */
  readonly onAnnuler: ((mouvement: Mouvement) => void) | null;
}

function Suites({ mouvements, onAnnuler }: PropsSuites) {
  if (mouvements.length === 0) return <span className="encre2">rien encore</span>;
  return (
    <ul className="paiements-suites">
      {mouvements.map((m) => {
        const dit = `${LIBELLES_MOUVEMENT_INDU[m.nature]} ${formaterEuros(m.montantCentimes)}, ${formaterDate(m.date)}, ${m.agent} : ${m.motif}${m.reference === null ? '' : ` (${m.reference})`}`;
        if (m.annule !== null)
          return (
            <li key={m.id} className="encre2">
              <s>{dit}</s>
              {` Annulé par ${m.annule.agent} : ${m.annule.motif}`}
            </li>
          );
        // Ce que le logiciel a noté suit le droit : il n’y a rien à y annuler.
        const aLaMain = m.nature !== 'revise' && m.nature !== 'caduc';
        return (
          <li key={m.id}>
            {dit}{' '}
            {aLaMain && onAnnuler !== null && (
              <button type="button" className="lien" aria-label={`Annuler : ${dit}`} onClick={() => onAnnuler(m)}>
                Annuler…
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function colonnesDe(
  campagneId: number,
  indus: readonly Indu[],
  onNoter: (indu: Indu) => void,
  onAnnuler: PropsSuites['onAnnuler'],
): readonly ColonneTableau<Indu>[] {
  return [
    {
      code: 'structure',
      titre: 'Structure',
      passe: true,
      largeur: '22%',
      rendu: ({ raisonSociale, dossierId, numeroDossier }) => (
        <>
          <span className="g5">{raisonSociale}</span>{' '}
          <Link href={chemins.dossier(campagneId, dossierId)}>{`dossier ${numeroDossier}`}</Link>
        </>
      ),
      total: 'Total',
    },
    {
      code: 'constat',
      titre: 'Constaté',
      passe: true,
      largeur: '22%',
      rendu: ({ origine, constateLe }) => `${formaterInstant(constateLe)} : ${origine}`,
      total: '',
    },
    {
      code: 'suites',
      titre: 'Suites',
      passe: true,
      rendu: (indu) => <Suites mouvements={indu.mouvements} onAnnuler={onAnnuler} />,
      total: '',
    },
    {
      code: 'demande',
      titre: 'Demandé',
      passe: true,
      largeur: '130px',
      rendu: ({ relances, resteCentimes }) =>
        resteCentimes === 0 && relances.length === 0 ? '–' : direRelances(relances),
      total: '',
    },
    {
      code: 'montant',
      titre: 'Montant €',
      nombre: true,
      largeur: '96px',
      rendu: ({ montantCentimes }) => formaterMontant(montantCentimes),
      total: '',
    },
    {
      code: 'reste',
      titre: 'Reste dû €',
      nombre: true,
      largeur: '96px',
      rendu: ({ resteCentimes }) => <b className="g6">{formaterMontant(resteCentimes)}</b>,
      total: formaterMontant(indus.reduce((n, i) => n + i.resteCentimes, 0)),
    },
    {
      code: 'noter',
      titre: <span className="invisible">Suite à noter</span>,
      largeur: '100px',
      rendu: (indu) =>
        indu.resteCentimes === 0 ? (
          <Badge ton="ok" signe="fait">
            Soldé
          </Badge>
        ) : (
          <Bouton taille="petite" titre={`Noter une suite pour ${indu.raisonSociale}`} onClick={() => onNoter(indu)}>
            Noter…
          </Bouton>
        ),
      total: '',
    },
  ];
}

/** Ce qui a été versé de trop, jusqu’au dernier centime rendu ou abandonné. */
export function OngletIndus({ campagneId, aujourdhui, close }: Props) {
  const { data: indus, error } = useQuery(q.indus.lister.queryOptions({ input: { campagneId } }));
  const [enMain, setEnMain] = useState<Indu | null>(null);
  const [demande, setDemande] = useState(false);
  const liste = useTentative();
  const annulation = useTentative();
  const requetes = useQueryClient();
  if (error) {
    return (
      <Alerte ton="al" titre="Les trop-perçus n’ont pas pu être lus.">
        {messageErreur(error)}
      </Alerte>
    );
  }
  if (!indus) return <Chargement />;
  if (indus.length === 0) {
    return (
      <EtatVide titre="Aucun trop-perçu" icone="argent">
        Quand un bilan validé donne moins que les acomptes versés, la différence se note ici d’elle-même.
      </EtatVide>
    );
  }
  async function annuler({ id, nature, montantCentimes }: Mouvement) {
    const motif = await demanderMotif({
      titre: 'Annuler ce mouvement',
      texte: `${LIBELLES_MOUVEMENT_INDU[nature]} ${formaterEuros(montantCentimes)} : la somme redevient due, et l’échéancier est révisé. Le mouvement et son annulation restent lisibles.`,
      action: 'Annuler le mouvement',
    });
    if (motif === null) return;
    await annulation.tenter(async () => {
      await api.indus.annuler({ mouvementId: id, motif });
      await requetes.invalidateQueries();
      notifier('La somme redevient due.', 'Mouvement annulé');
    });
  }
  const isDu = indus.some(({ resteCentimes }) => resteCentimes > 0);
  return (
    <>
      {liste.erreur !== null && (
        <Alerte ton="al" titre="La liste n’a pas pu être produite.">
          {liste.erreur}
        </Alerte>
      )}
      {annulation.erreur !== null && (
        <Alerte ton="al" titre="Le mouvement n’a pas été annulé.">
          {annulation.erreur}
        </Alerte>
      )}
      <Carte
        titre="Trop-perçus"
        sousTitre="ceux qui restent dus d’abord"
        plein
        className="remplit"
        actions={
          isDu && (
            <>
              {close && <span className="encre2 t12">Campagne close : plus rien ne s’abandonne ni ne s’annule.</span>}
              <Bouton
                taille="petite"
                icone="tableur"
                enCours={liste.occupe}
                onClick={() =>
                  void liste.tenter(async () => {
                    const { documentId } = await api.indus.exporter({ campagneId });
                    await rangerDocument(documentId);
                  })
                }
              >
                Liste (Excel)
              </Bouton>
              <Bouton taille="petite" genre="principal" icone="envoyer" onClick={() => setDemande(true)}>
                Demander le remboursement…
              </Bouton>
            </>
          )
        }
      >
        <Tableau
          libelle="Trop-perçus"
          lignes={indus}
          cle={({ id }) => id}
          colonnes={colonnesDe(campagneId, indus, setEnMain, close ? null : (mouvement) => void annuler(mouvement))}
        />
      </Carte>
      {demande && (
        <RelancerIndus
          campagneId={campagneId}
          indus={indus}
          aujourdhui={aujourdhui}
          onFermer={() => setDemande(false)}
        />
      )}
      {enMain && (
        <NoterMouvement indu={enMain} close={close} aujourdhui={aujourdhui} onFermer={() => setEnMain(null)} />
      )}
    </>
  );
}
