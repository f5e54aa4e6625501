import { useMemo, useState } from 'react';
import type { DemandeIban } from '../../../../shared/contract/banque.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { formaterIban } from '../../../../shared/domaine/identifiants.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { type ReponseDemande, TraiterDemande } from '../../../banque/TraiterDemande.tsx';
import { useAgent } from '../../../contexte.tsx';
import { Badge, type Ton } from '../../../ui/Badge.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import type { NomSigne } from '../../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';

const ETATS: Readonly<Record<DemandeIban['etat'], readonly [ton: Ton, signe: NomSigne, libelle: string]>> = {
  ouverte: ['att', 'attention', 'À vérifier'],
  acceptee: ['ok', 'fait', 'Accepté'],
  refusee: ['al', 'refus', 'Refusé'],
  annulee: ['neutre', 'moins', 'Abandonné'],
};

type Traiter = (demande: DemandeIban, reponse: ReponseDemande) => void;

/** Ce qu’on peut faire d’une demande, ou pourquoi cet agent n’y peut rien. */
function Suite({
  demande,
  moi,
  traiter,
}: {
  readonly demande: DemandeIban;
  readonly moi: string;
  readonly traiter: Traiter;
}) {
  if (demande.etat !== 'ouverte')
    return (
      <span className="encre2 t12">
        {[
          demande.traitePar === null ? '' : `par ${demande.traitePar}`,
          demande.traiteLe === null ? '' : `le ${formaterInstant(demande.traiteLe)}`,
        ]
          .filter((part) => part !== '')
          .join(', ')}
        {demande.motif !== null && ` : ${demande.motif}`}
      </span>
    );
  if (demande.demandePar === moi)
    return (
      <span className="rangee serree passe">
        <span className="encre2 t12">Vous l’avez demandé : un autre agent l’accepte ou le refuse.</span>
        <Bouton taille="petite" onClick={() => traiter(demande, 'renoncer')}>
          Renoncer…
        </Bouton>
      </span>
    );
  return (
    <span className="rangee serree">
      <Bouton taille="petite" onClick={() => traiter(demande, 'accepter')}>
        Accepter…
      </Bouton>
      <Bouton taille="petite" genre="danger" onClick={() => traiter(demande, 'refuser')}>
        Refuser…
      </Bouton>
    </span>
  );
}

function colonnesDe(moi: string, traiter: Traiter): readonly ColonneTableau<DemandeIban>[] {
  return [
    {
      code: 'etat',
      titre: 'État',
      largeur: '112px',
      rendu: ({ etat }) => {
        const [ton, signe, libelle] = ETATS[etat];
        return (
          <Badge ton={ton} signe={signe}>
            {libelle}
          </Badge>
        );
      },
    },
    {
      code: 'structure',
      titre: 'Structure',
      largeur: '17%',
      passe: true,
      rendu: ({ raisonSociale, titulaire }) => (
        <>
          <span className="g5">{raisonSociale || 'Structure sans nom'}</span>
          {titulaire !== null && <span className="paiements-sous encre2">{`titulaire : ${titulaire}`}</span>}
        </>
      ),
    },
    {
      code: 'iban',
      titre: 'IBAN connu → demandé',
      largeur: '290px',
      passe: true,
      rendu: ({ ancienIban, iban, alerte }) => (
        <>
          <s className="encre3">{ancienIban === null ? '(aucun)' : formaterIban(ancienIban)}</s>
          <span className="paiements-sous g5">
            <span aria-label="devient">→</span> {formaterIban(iban)}
          </span>
          {alerte !== null && <span className="paiements-sous att">{alerte}</span>}
        </>
      ),
    },
    {
      code: 'origine',
      titre: 'Demandé',
      passe: true,
      rendu: ({ origine, demandePar, demandeLe }) => (
        <>
          {origine}
          <span className="paiements-sous encre2">{`${demandePar}, le ${formaterInstant(demandeLe)}`}</span>
        </>
      ),
    },
    {
      code: 'suite',
      titre: 'Suite',
      largeur: '250px',
      passe: true,
      rendu: (demande) => <Suite demande={demande} moi={moi} traiter={traiter} />,
    },
  ];
}

/** Les changements d’IBAN demandés : l’ancien reste seul valable tant qu’un autre agent n’a pas accepté. */
export function DemandesIban({ demandes }: { readonly demandes: readonly DemandeIban[] }) {
  const { prenom, nom } = useAgent();
  const [enMain, setEnMain] = useState<{ readonly demande: DemandeIban; readonly reponse: ReponseDemande } | null>(
    null,
  );
  const colonnes = useMemo(
    () => colonnesDe(`${prenom} ${nom}`, (demande, reponse) => setEnMain({ demande, reponse })),
    [prenom, nom],
  );
  const ouvertes = demandes.filter(({ etat }) => etat === 'ouverte').length;
  return (
    <>
      <Carte
        titre="Changements d’IBAN demandés"
        sousTitre={
          ouvertes === 0
            ? 'aucun en attente'
            : `${pluriel(ouvertes, 'structure')} en attente, sans paiement avant la réponse`
        }
        plein
        className="paiements-demandes"
      >
        <Tableau libelle="Demandes de changement d’IBAN" lignes={demandes} cle={({ id }) => id} colonnes={colonnes} />
      </Carte>
      {enMain && <TraiterDemande {...enMain} onFermer={() => setEnMain(null)} />}
    </>
  );
}
