import type { LigneBilan, ListeBilans } from '../../../shared/contract/bilans.ts';
import { dateDe, formaterDate } from '../../../shared/domaine/dates.ts';
import { api } from '../../api.ts';
import { DialogueDeRelance } from '../../courriers/DialogueDeRelance.tsx';
import type { ColonneTableau } from '../../ui/Tableau.tsx';

interface Props {
  readonly liste: ListeBilans;
  readonly lignes: readonly LigneBilan[];
  readonly onFermer: () => void;
}

const COLONNES: readonly ColonneTableau<LigneBilan>[] = [
  { code: 'numero', titre: 'N°', largeur: '104px', rendu: (l) => l.numero },
  { code: 'structure', titre: 'Porteur', rendu: (l) => <span className="g5">{l.structure}</span> },
  { code: 'rang', titre: 'Relance', largeur: '80px', nombre: true, rendu: (l) => l.relances.length + 1 },
  {
    code: 'avant',
    titre: 'À savoir',
    largeur: '230px',
    rendu: (l) => {
      const derniere = l.relances.at(-1);
      return derniere
        ? `relancé le ${formaterDate(dateDe(derniere.instant))}, réponse avant le ${formaterDate(derniere.echeance)}`
        : 'jamais relancé';
    },
  },
];

/** Qui sera relancé, pour la combientième fois, avant quand ; puis les lettres. */
export function DialogueRelance({ liste: { campagneId, aujourdhui, reglages }, lignes, onFermer }: Props) {
  // Pas encore dû, un bilan ne se réclame que si l’agent le demande : on laisse alors jusqu’au terme prévu.
  const avantTerme = aujourdhui <= reglages.echeance;
  return (
    <DialogueDeRelance
      titre="Relancer les porteurs"
      travail="bilans.relances"
      libelleDate="Bilan attendu au plus tard le"
      aujourdhui={aujourdhui}
      lignes={lignes}
      dossierDe={(l) => l.dossierId}
      colonnes={COLONNES}
      vide="Aucun des dossiers choisis n’est à relancer."
      isEnAttente={(l) => avantTerme || (l.relances.at(-1)?.echeance ?? '') >= aujourdhui}
      {...(avantTerme ? { echeance: reglages.echeance } : {})}
      produire={(lettres, signal) => api.bilans.relancer({ campagneId, ...lettres }, { signal })}
      onFermer={onFermer}
    />
  );
}
