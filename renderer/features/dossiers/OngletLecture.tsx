import { Link } from 'wouter';
import type { ConditionEvaluee, Dossier } from '../../../shared/contract/dossiers.ts';
import { LIBELLES_REPONSE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { NotesPassees } from '../../chartes/NotesPassees.tsx';
import { chemins } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Badge, type Ton } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { Axes } from './Axes.tsx';
import { direRang } from './colonnes-dossiers.tsx';

const ASPECTS: Readonly<Record<ConditionEvaluee['retenue'], { readonly ton: Ton; readonly signe: NomSigne }>> = {
  oui: { ton: 'ok', signe: 'fait' },
  non: { ton: 'al', signe: 'refus' },
  non_renseigne: { ton: 'neutre', signe: 'vide' },
};

function Reponse({ reponse }: { readonly reponse: ConditionEvaluee['retenue'] }) {
  return <Badge {...ASPECTS[reponse]}>{LIBELLES_REPONSE[reponse]}</Badge>;
}

const COLONNES: readonly ColonneTableau<ConditionEvaluee>[] = [
  {
    code: 'condition',
    titre: 'Condition',
    largeur: '30%',
    passe: true,
    rendu: ({ libelle, eliminatoire }) => (
      <>
        <span className="g5">{libelle}</span>
        {eliminatoire && <span className="encre3 t11"> · éliminatoire</span>}
      </>
    ),
  },
  {
    code: 'proposition',
    titre: 'Proposé',
    largeur: '128px',
    rendu: ({ proposition }) => <Reponse reponse={proposition.reponse} />,
  },
  {
    code: 'constat',
    titre: 'Constaté',
    largeur: '128px',
    rendu: ({ constat, aRevoir }) => {
      if (constat === null) return <span className="encre3">pas encore</span>;
      if (!aRevoir) return <Reponse reponse={constat.reponse} />;
      return (
        <Badge ton="att" signe="attention" titre={`Constaté sur une autre preuve : ${constat.proposition.preuve}`}>
          {`${LIBELLES_REPONSE[constat.reponse]}, à revoir`}
        </Badge>
      );
    },
  },
  {
    code: 'preuve',
    titre: 'Preuve',
    passe: true,
    rendu: ({ proposition, constat }) => (
      <>
        {proposition.preuve}
        {constat !== null && (
          <span className="encre2">
            {` — ${constat.agent}${constat.commentaire === '' ? '' : ` : ${constat.commentaire}`}`}
          </span>
        )}
      </>
    ),
  },
];

interface Props {
  readonly campagneId: number;
  readonly dossier: Dossier;
}

/** Ce que dit la lecture : conditions et leurs preuves, note par axe, avis. */
export function OngletLecture({ campagneId, dossier }: Props) {
  const { note, conditions, lecteurs, commentaire, raisons } = dossier;
  return (
    <div className="dossiers-deux">
      <Carte
        titre="Conditions"
        sousTitre={`${conditions.filter(({ retenue }) => retenue === 'oui').length} remplies sur ${conditions.length}`}
        plein
      >
        <Tableau libelle="Conditions" lignes={conditions} cle={({ code }) => code} colonnes={COLONNES} />
      </Carte>
      <div className="colonne">
        <Carte titre="Note">
          <p className="dossiers-apercu-note">
            <b className="t28 g6">{note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes)}</b>
            <span className="encre3">
              {note.dixiemes === null
                ? 'pas encore noté'
                : `sur 100${dossier.rang === null ? ', note partielle' : ` · ${direRang(dossier.rang)}`}`}
            </span>
          </p>
          <Axes axes={note.axes} />
          {raisons.length > 0 && (
            <ul className="dossiers-raisons">
              {raisons.map((raison) => (
                <li key={raison}>{raison}</li>
              ))}
            </ul>
          )}
          {!note.complete && note.manquants.length > 0 && (
            <Alerte ton="info">{`Il manque ${pluriel(note.manquants.length, 'critère')} : ${note.manquants.join(', ')}.`}</Alerte>
          )}
          <p className="encre2 t12">
            {lecteurs.length === 0 ? 'Personne n’a encore lu ce dossier.' : `Lu par ${lecteurs.join(', ')}.`}
          </p>
          <div>
            <Link href={chemins.lecture(campagneId, dossier.id)} className="btn">
              Étudier ce dossier
            </Link>
          </div>
        </Carte>
        <Carte titre="Avis des lecteurs">
          {commentaire === '' ? (
            <p className="encre2">Aucun commentaire.</p>
          ) : (
            <p className="dossiers-valeur">{commentaire}</p>
          )}
        </Carte>
      </div>
      <div className="dossiers-notes-passees">
        <NotesPassees campagneId={campagneId} dossierId={dossier.id} />
      </div>
    </div>
  );
}
