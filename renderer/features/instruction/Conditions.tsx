import type { ConditionEvaluee } from '../../../shared/contract/dossiers.ts';
import type { ReponseCondition } from '../../../shared/domaine/charte.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { LIBELLES_REPONSE, pluriel } from '../../../shared/domaine/libelles.ts';
import { BoutonDemander } from '../../demandes/BoutonDemander.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Segments } from '../../ui/Niveaux.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import type { Brouillon } from './brouillons.ts';
import { Citations } from './Citations.tsx';
import { Historique } from './Historique.tsx';
import type { Preuve, Preuves } from './preuves.ts';
import { conditionsMontrees, idRepere } from './reperes.ts';
import type { GestesDeLecture } from './use-lecture.ts';

const SIGNES: Readonly<Record<ReponseCondition, { readonly nom: NomSigne; readonly classe: string }>> = {
  oui: { nom: 'fait', classe: 'ok' },
  non: { nom: 'refus', classe: 'al' },
  non_renseigne: { nom: 'vide', classe: 'encre3' },
};
const CHOIX = [
  { valeur: 'oui', libelle: 'oui' },
  { valeur: 'non', libelle: 'non' },
] as const;

function dire(reponse: ReponseCondition): string {
  return LIBELLES_REPONSE[reponse].toLowerCase();
}

function origine({ constat, proposition, aRevoir }: ConditionEvaluee, brouillon: Brouillon | undefined): string {
  if (brouillon) return 'commentaire attendu';
  if (aRevoir) return 'à revoir';
  if (constat !== null)
    return constat.reponse === proposition.reponse ? 'constaté' : `constaté, proposé ${dire(proposition.reponse)}`;
  return proposition.reponse === 'non_renseigne' ? 'non renseigné' : 'proposé par le logiciel';
}

interface DUneCondition {
  readonly dossierId: number;
  readonly condition: ConditionEvaluee;
  readonly courante: boolean;
  readonly preuves: Preuves;
  readonly onVoir: (preuve: Preuve) => void;
  readonly gestes: GestesDeLecture;
}

/** Ce que disent le logiciel et l’agent, toujours tous deux. */
function LesDeux({ condition: { proposition, constat, aRevoir } }: Pick<DUneCondition, 'condition'>) {
  return (
    <dl className="instr-deux-dires t12">
      <dt>Proposé par le logiciel</dt>
      <dd>
        <b className="g6">{dire(proposition.reponse)}</b>
      </dd>
      <dt>Constaté par l’agent</dt>
      <dd>
        {constat === null ? (
          <span className="encre2">pas encore</span>
        ) : (
          <>
            <b className="g6">{dire(constat.reponse)}</b>
            <span className="encre2">{` · ${constat.agent}, le ${formaterInstant(constat.instant)}`}</span>
            {aRevoir && (
              <span className="encre2">{` · le logiciel proposait ${dire(constat.proposition.reponse)}`}</span>
            )}
          </>
        )}
      </dd>
    </dl>
  );
}

/** La preuve a changé depuis le constat : à confirmer, ou à changer. */
function ARevoir({ condition, gestes }: Pick<DUneCondition, 'condition' | 'gestes'>) {
  const { constat, proposition, code } = condition;
  if (constat === null) return null;
  return (
    <Alerte
      ton="att"
      titre="À revoir : la preuve a changé."
      actions={
        <Bouton taille="petite" onClick={() => gestes.constater(code, constat.reponse, constat.commentaire)}>
          {`Confirmer « ${dire(constat.reponse)} »`}
        </Bouton>
      }
    >
      {`${constat.proposition.preuve} → ${proposition.preuve}`}
    </Alerte>
  );
}

function Explication({ condition, gestes }: Pick<DUneCondition, 'condition' | 'gestes'>) {
  const { code, libelle, constat, proposition } = condition;
  const brouillon = gestes.brouillons[code];
  const vu = brouillon ?? constat;
  if (vu === null) return <p className="encre3 t12">Répondez oui ou non pour constater, et commenter.</p>;
  return (
    <div className="instr-commentaire">
      <ZoneTexte
        libelle={`Commentaire du constat « ${libelle} »`}
        libelleCache
        lignes={2}
        longueurMax={4000}
        exemple="Ce que vous avez constaté, et comment (touche C)"
        valeur={vu.commentaire}
        erreur={
          brouillon
            ? `Vous dites « ${dire(brouillon.reponse)} », le logiciel propose « ${dire(proposition.reponse)} » : dites pourquoi (touche C). Enregistré dès le premier mot.`
            : null
        }
        onChange={(texte) => gestes.constater(code, vu.reponse, texte, true)}
        onSortie={gestes.hater}
      />
    </div>
  );
}

function UneCondition(props: DUneCondition) {
  const { dossierId, condition, courante, preuves, onVoir, gestes } = props;
  const { code, libelle, proposition, constat, retenue, aide, eliminatoire, aRevoir } = condition;
  const brouillon = gestes.brouillons[code];
  const dit = brouillon?.reponse ?? constat?.reponse ?? 'non_renseigne';
  const propose = proposition.reponse === 'non_renseigne' ? null : proposition.reponse;
  const enAttente = brouillon !== undefined || aRevoir;
  const signe = enAttente ? ({ nom: 'attention', classe: 'att' } as const) : SIGNES[retenue];
  return (
    <li
      id={idRepere({ genre: 'condition', code })}
      className={courante ? 'instr-condition instr-courant' : 'instr-condition'}
      data-genre="condition"
      data-code={code}
    >
      <div className="instr-condition-rangee">
        <Signe nom={signe.nom} className={signe.classe} />
        <span className="g5 elide" title={libelle}>
          {libelle}
        </span>
        <span className={courante ? '' : 'elide'} title={proposition.preuve}>
          {courante || !constat?.commentaire ? proposition.preuve : constat.commentaire}
        </span>
        <span
          className={`${enAttente ? 'att g5' : 'encre3'} t11 droite`}
          title={constat === null ? undefined : `par ${constat.agent}`}
        >
          {origine(condition, brouillon)}
        </span>
        <Segments
          libelle={`${libelle} : remplie ?`}
          choix={CHOIX}
          valeur={dit === 'non_renseigne' ? null : dit}
          propose={constat === null && brouillon === undefined ? propose : null}
          tonPropose={propose === 'non' ? 'al' : 'ok'}
          onChange={(reponse) => {
            // Reprise à l’identique, une condition à revoir est confirmée, pas effacée.
            const voulue = reponse ?? (aRevoir ? dit : null);
            gestes.constater(code, voulue, (brouillon ?? constat)?.commentaire ?? '');
          }}
        />
      </div>
      {courante && (
        <div className="instr-detail">
          {aRevoir && <ARevoir condition={condition} gestes={gestes} />}
          <p className="encre2 t12">
            {eliminatoire && <strong className="al">Éliminatoire. </strong>}
            {aide}
          </p>
          {constat !== null && <LesDeux condition={condition} />}
          <Citations preuves={preuves} onVoir={onVoir} />
          <Explication condition={condition} gestes={gestes} />
          <div className="instr-suites">
            <BoutonDemander dossierId={dossierId} sujet={{ code, libelle, preuve: proposition.preuve }} />
            {(constat !== null || brouillon !== undefined) && (
              <button type="button" className="lien t12" onClick={() => gestes.constater(code, null, '')}>
                Revenir à la proposition
              </button>
            )}
            <Historique dossierId={dossierId} genre="condition" code={code} libelle={libelle} />
          </div>
        </div>
      )}
    </li>
  );
}

interface Props {
  readonly dossierId: number;
  readonly conditions: readonly ConditionEvaluee[];
  readonly ouvertes: boolean;
  readonly onOuvrir: () => void;
  /** Vrai : les conditions remplies sont montrées aussi. */
  readonly toutes: boolean;
  readonly onToutes: () => void;
  readonly courante: string | null;
  readonly preuves: Preuves;
  readonly onVoir: (preuve: Preuve) => void;
  readonly gestes: GestesDeLecture;
}

function resumer(conditions: readonly ConditionEvaluee[]): string {
  const compte = (reponse: ReponseCondition) => conditions.filter(({ retenue }) => retenue === reponse).length;
  const aRevoir = conditions.filter((une) => une.aRevoir).length;
  return [
    `${compte('oui')} oui`,
    `${compte('non')} non`,
    pluriel(compte('non_renseigne'), 'non renseignée', 'non renseignées'),
    ...(aRevoir > 0 ? [`${aRevoir} à revoir`] : []),
  ].join(', ');
}

/** Les conditions : ce que le logiciel propose est cerné, ce que l’agent constate est plein. */
export function Conditions(props: Props) {
  const { conditions, ouvertes, toutes, courante, preuves } = props;
  const { brouillons } = props.gestes;
  const montrees = conditionsMontrees(conditions, toutes, brouillons);
  const autres = conditions.length - conditionsMontrees(conditions, false, brouillons).length;
  return (
    <section aria-label="Conditions">
      <div className="instr-section">
        <button type="button" className="instr-section-bouton" aria-expanded={ouvertes} onClick={props.onOuvrir}>
          <Icone nom={ouvertes ? 'bas' : 'droite'} taille={12} />
          <span className="g6">Conditions</span>
          <span className="encre2">{resumer(conditions)}</span>
        </button>
        {ouvertes && autres > 0 && (
          <button type="button" className="lien t12 a-droite" onClick={props.onToutes}>
            {toutes ? 'Voir seulement les questions' : `Voir les ${autres} autres`}
          </button>
        )}
      </div>
      {ouvertes && (
        <ul>
          {montrees.map((condition) => (
            <UneCondition
              key={condition.code}
              dossierId={props.dossierId}
              condition={condition}
              courante={condition.code === courante}
              preuves={preuves}
              onVoir={props.onVoir}
              gestes={props.gestes}
            />
          ))}
          {montrees.length === 0 && <li className="encre2 instr-vide">Toutes les conditions sont remplies.</li>}
        </ul>
      )}
    </section>
  );
}
