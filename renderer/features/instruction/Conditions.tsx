import type { ConditionEvaluee } from '../../../shared/contract/dossiers.ts';
import type { ReponseCondition } from '../../../shared/domaine/charte.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { BoutonDemander } from '../../demandes/BoutonDemander.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Segments } from '../../ui/Niveaux.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { Citations } from './Citations.tsx';
import type { Preuve, Preuves } from './preuves.ts';
import { aRegarder, idRepere } from './reperes.ts';
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

function origine({ constat, proposition }: ConditionEvaluee): string {
  if (constat !== null) return constat.reponse === 'non_renseigne' ? 'non renseigné, constaté' : 'constaté';
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

function UneCondition({ dossierId, condition, courante, preuves, onVoir, gestes }: DUneCondition) {
  const { code, libelle, proposition, constat, retenue, aide, eliminatoire } = condition;
  const choisi = constat !== null && constat.reponse !== 'non_renseigne' ? constat.reponse : null;
  const propose = proposition.reponse === 'non_renseigne' ? null : proposition.reponse;
  return (
    <li
      id={idRepere({ genre: 'condition', code })}
      className={courante ? 'instr-condition instr-courant' : 'instr-condition'}
      data-genre="condition"
      data-code={code}
    >
      <div className="instr-condition-rangee">
        <Signe nom={SIGNES[retenue].nom} className={SIGNES[retenue].classe} />
        <span className="g5 elide" title={libelle}>
          {libelle}
        </span>
        <span className={courante ? '' : 'elide'} title={proposition.preuve}>
          {courante || !constat?.commentaire ? proposition.preuve : constat.commentaire}
        </span>
        <span className="encre3 t11 droite" title={constat === null ? undefined : `par ${constat.agent}`}>
          {origine(condition)}
        </span>
        <Segments
          libelle={`${libelle} : remplie ?`}
          choix={CHOIX}
          valeur={choisi}
          propose={constat === null ? propose : null}
          tonPropose={propose === 'non' ? 'al' : 'ok'}
          onChange={(reponse) => gestes.constater(code, reponse, constat?.commentaire ?? '')}
        />
      </div>
      {courante && (
        <div className="instr-detail">
          <p className="encre2 t12">
            {eliminatoire && <strong className="al">Éliminatoire. </strong>}
            {aide}
          </p>
          <Citations preuves={preuves} onVoir={onVoir} />
          <BoutonDemander dossierId={dossierId} sujet={{ code, libelle, preuve: proposition.preuve }} />
          {constat === null ? (
            <p className="encre3 t12">Répondez oui ou non pour constater, et commenter.</p>
          ) : (
            <div className="instr-commentaire">
              <ZoneTexte
                libelle={`Commentaire du constat « ${libelle} »`}
                libelleCache
                lignes={2}
                longueurMax={4000}
                exemple="Ce que vous avez constaté, et comment (touche C)"
                valeur={constat.commentaire}
                onChange={(texte) => gestes.constater(code, constat.reponse, texte, true)}
                onSortie={gestes.hater}
              />
              <button type="button" className="lien t12" onClick={() => gestes.constater(code, null, '')}>
                Revenir à la proposition
              </button>
            </div>
          )}
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

/** Les conditions : ce que le logiciel propose est cerné, ce que l’agent constate est plein. */
export function Conditions(props: Props) {
  const { conditions, ouvertes, toutes, courante, preuves } = props;
  const compte = (reponse: ReponseCondition) => conditions.filter(({ retenue }) => retenue === reponse).length;
  const montrees = toutes ? conditions : conditions.filter(aRegarder);
  const autres = conditions.length - conditions.filter(aRegarder).length;
  const resume = [
    `${compte('oui')} oui`,
    `${compte('non')} non`,
    pluriel(compte('non_renseigne'), 'non renseignée', 'non renseignées'),
  ];
  return (
    <section aria-label="Conditions">
      <div className="instr-section">
        <button type="button" className="instr-section-bouton" aria-expanded={ouvertes} onClick={props.onOuvrir}>
          <Icone nom={ouvertes ? 'bas' : 'droite'} taille={12} />
          <span className="g6">Conditions</span>
          <span className="encre2">{resume.join(', ')}</span>
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
