import type { LigneDeConvention } from '../../../shared/contract/conventions.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api } from '../../api.ts';
import { DialogueDeRelance } from '../../courriers/DialogueDeRelance.tsx';
import type { ColonneTableau } from '../../ui/Tableau.tsx';
import { attendRetour } from './vues.ts';

interface Props {
  readonly campagneId: number;
  readonly lignes: readonly LigneDeConvention[];
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

const COLONNES: readonly ColonneTableau<LigneDeConvention>[] = [
  {
    code: 'structure',
    titre: 'Porteur',
    passe: true,
    rendu: (l) => <span className="g5">{l.structure}</span>,
  },
  { code: 'numero', titre: 'Convention', largeur: '130px', rendu: (l) => l.convention?.numero },
  {
    code: 'relance',
    titre: 'Déjà relancé',
    largeur: '190px',
    passe: true,
    rendu: (l) => {
      const derniere = l.relances.at(-1);
      return derniere
        ? `${pluriel(l.relances.length, 'fois', 'fois')}, retour demandé le ${formaterDate(derniere.echeance)}`
        : 'jamais';
    },
  },
];

/** Qui sera relancé et avant quand, puis les lettres. */
export function DialogueRelance({ campagneId, lignes, aujourdhui, onFermer }: Props) {
  return (
    <DialogueDeRelance
      taille="lg"
      titre="Relancer les signatures attendues"
      travail="conventions.relancer"
      libelleDate="À renvoyer signé au plus tard le"
      aujourdhui={aujourdhui}
      lignes={lignes.filter(attendRetour)}
      dossierDe={(l) => l.dossierId}
      colonnes={COLONNES}
      vide="Aucun papier envoyé n’attend sa signature : notez d’abord l’envoi."
      produire={(lettres, signal) => api.conventions.relancer({ campagneId, ...lettres }, { signal })}
      onFermer={onFermer}
    />
  );
}
