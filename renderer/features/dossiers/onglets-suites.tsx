import { Link } from 'wouter';
import type { Collectif, Dossier } from '../../../shared/contract/dossiers.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { formaterMontant } from '../../../shared/domaine/nombres.ts';
import { chemins } from '../../contexte.tsx';
import { EtatVide } from '../../ui/Alerte.tsx';
import { BadgeDecision } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';

interface Props {
  readonly campagneId: number;
  readonly dossier: Dossier;
}

const DECISIONS: readonly ColonneTableau<Collectif>[] = [
  {
    code: 'lettre',
    titre: <span className="invisible">Lettre</span>,
    largeur: '34px',
    rendu: ({ lettre }) => <b className="g6">{lettre}</b>,
    total: '',
  },
  {
    code: 'libelle',
    titre: 'Collectif',
    largeur: '22%',
    rendu: ({ libelle }) => <span className="g5">{libelle}</span>,
    total: 'Total',
  },
  {
    code: 'decision',
    titre: 'Décision',
    largeur: '166px',
    rendu: ({ decision }) => <BadgeDecision nature={decision?.nature ?? null} />,
    total: '',
  },
  {
    code: 'motif',
    titre: 'Motif',
    passe: true,
    rendu: ({ decision }) =>
      [decision?.motif, decision?.texte].filter((part) => part != null && part !== '').join(' : '),
    total: '',
  },
  {
    code: 'prise',
    titre: 'Prise',
    largeur: '250px',
    rendu: ({ decision }) =>
      decision && <span className="encre2">{`${formaterInstant(decision.instant)}, ${decision.agent}`}</span>,
    total: '',
  },
];

function colonnesDecisions({ agreeCentimes }: Dossier): readonly ColonneTableau<Collectif>[] {
  return [
    ...DECISIONS,
    {
      code: 'montant',
      titre: 'Agréé €',
      nombre: true,
      largeur: '100px',
      rendu: ({ decision }) => <b className="g6">{decision ? formaterMontant(decision.montantCentimes) : '—'}</b>,
      total: agreeCentimes === null ? '—' : formaterMontant(agreeCentimes),
    },
  ];
}

/** La décision du Copil, collectif par collectif. */
export function OngletDecision({ campagneId, dossier }: Props) {
  if (dossier.decision === null)
    return (
      <Carte>
        <EtatVide
          icone="decision"
          titre="Pas encore de décision"
          actions={
            <Link href={chemins.copil(campagneId)} className="btn">
              Aller au Copil
            </Link>
          }
        >
          Le Copil décide collectif par collectif, en séance. La pile proposée et ses raisons l’éclairent sans
          l’engager.
        </EtatVide>
      </Carte>
    );
  return (
    <Carte titre="Décisions du Copil" plein>
      <Tableau
        libelle="Décisions du Copil"
        lignes={dossier.listeCollectifs}
        cle={({ id }) => id}
        colonnes={colonnesDecisions(dossier)}
      />
    </Carte>
  );
}

const EVENEMENTS: readonly ColonneTableau<Dossier['evenements'][number]>[] = [
  { code: 'instant', titre: 'Quand', largeur: '170px', rendu: ({ instant }) => formaterInstant(instant) },
  { code: 'agent', titre: 'Qui', largeur: '180px', rendu: ({ agent }) => agent },
  { code: 'detail', titre: 'Quoi', passe: true, rendu: ({ detail }) => detail },
];

/** Ce que le journal dit de ce dossier. */
export function OngletHistorique({ dossier }: Pick<Props, 'dossier'>) {
  return (
    <Carte titre="Historique" sousTitre="d’après le journal, le plus récent d’abord" plein>
      <Tableau
        libelle="Historique"
        lignes={dossier.evenements}
        cle={({ instant, action, detail }) => `${instant} ${action} ${detail}`}
        colonnes={EVENEMENTS}
        vide="Le journal ne dit encore rien de ce dossier."
      />
    </Carte>
  );
}
