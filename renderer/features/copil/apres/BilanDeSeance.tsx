import type { EtatQuorum } from '../../../../shared/domaine/decisions-de-seance.ts';
import { assertNever, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { Badge, BadgeDecision, type Ton } from '../../../ui/Badge.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import type { NomSigne } from '../../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import type { LigneNature, ResumeSeance } from './resumer-seance.ts';

interface DitQuorum {
  readonly ton: Ton;
  readonly signe: NomSigne;
  readonly mot: string;
  readonly detail: string;
}

function direQuorum(quorum: EtatQuorum): DitQuorum {
  switch (quorum.etat) {
    case 'sans_membre':
      return { ton: 'att', signe: 'attention', mot: 'Quorum non constaté', detail: 'aucun membre inscrit' };
    case 'non_note':
      return { ton: 'neutre', signe: 'vide', mot: 'Quorum non constaté', detail: 'présences à noter en séance' };
    case 'sans_quorum':
      return { ton: 'neutre', signe: 'sans_objet', mot: 'Pas de quorum fixé', detail: presents(quorum) };
    case 'atteint':
      return { ton: 'ok', signe: 'fait', mot: 'Quorum atteint', detail: `${presents(quorum)}, ${quorum.exige} exigés` };
    case 'manque':
      return { ton: 'al', signe: 'refus', mot: 'Quorum manqué', detail: `${presents(quorum)}, ${quorum.exige} exigés` };
    default:
      return assertNever(quorum);
  }
}

function presents({ presents: nombre, inscrits }: { readonly presents: number; readonly inscrits: number }): string {
  return `${pluriel(nombre, 'présent')} sur ${inscrits}`;
}

/** Ce que le relevé dira, avant de le produire : quorum, décisions par nature, ce qui manque. */
export function BilanDeSeance({ resume }: { readonly resume: ResumeSeance }) {
  const { ton, signe, mot, detail } = direQuorum(resume.quorum);
  const manques = [
    resume.restants > 0
      ? `${pluriel(resume.restants, 'collectif')} sans décision : le relevé les dira non examinés.`
      : '',
    resume.sansPresence > 0 ? `${pluriel(resume.sansPresence, 'membre')} sans présence notée.` : '',
  ].filter(Boolean);
  return (
    <Carte titre="Où en est la séance" sousTitre={pluriel(resume.decides, 'collectif décidé', 'collectifs décidés')}>
      <div className="rangee">
        <Badge ton={ton} signe={signe}>
          {mot}
        </Badge>
        <span className="encre2">{detail}</span>
      </div>
      {resume.natures.length > 0 && (
        <Tableau
          libelle="Décisions par nature"
          dense
          lignes={resume.natures}
          cle={({ nature }) => nature}
          colonnes={colonnesDe(resume)}
        />
      )}
      {manques.length > 0 && (
        <ul className="papiers-manques encre2 t12">
          {manques.map((manque) => (
            <li key={manque}>{manque}</li>
          ))}
        </ul>
      )}
    </Carte>
  );
}

function colonnesDe({ decides, natures }: ResumeSeance): readonly ColonneTableau<LigneNature>[] {
  return [
    {
      code: 'nature',
      titre: 'Décision',
      rendu: ({ nature }) => <BadgeDecision nature={nature} />,
      total: 'Total',
    },
    {
      code: 'collectifs',
      titre: 'Collectifs',
      nombre: true,
      rendu: ({ collectifs }) => formaterEntier(collectifs),
      total: formaterEntier(decides),
    },
    {
      code: 'montant',
      titre: 'Agréé',
      nombre: true,
      rendu: ({ montantCentimes }) => formaterEuros(montantCentimes),
      total: formaterEuros(natures.reduce((somme, n) => somme + n.montantCentimes, 0)),
    },
  ];
}
