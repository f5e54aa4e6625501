import type { EtatSuivi, LigneSuivi } from '../../../shared/contract/suivi.ts';
import { dateDe, formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api } from '../../api.ts';
import { DialogueDeRelance } from '../../courriers/DialogueDeRelance.tsx';
import { rangerDocument } from '../../produire.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import type { ColonneTableau } from '../../ui/Tableau.tsx';
import { useTentative } from '../../use-tentative.ts';

interface Porteur {
  readonly dossierId: number;
  readonly numero: string;
  readonly structure: string;
  readonly collectifs: readonly LigneSuivi[];
  readonly relance: LigneSuivi['relance'];
}

/** Les dossiers des lignes montrées dont un collectif attend sa confirmation, chacun une fois. */
function regrouper(lignes: readonly LigneSuivi[]): Porteur[] {
  const aConfirmer = lignes.filter((l) => l.accorde && l.resilieeLe === null && l.situation === 'a_confirmer');
  return [...Map.groupBy(aConfirmer, (l) => l.dossierId).values()].flatMap((collectifs) => {
    const [premier] = collectifs;
    if (!premier) return [];
    const { dossierId, numero, structure, relance } = premier;
    return [{ dossierId, numero, structure, relance, collectifs }];
  });
}

const COLONNES: readonly ColonneTableau<Porteur>[] = [
  { code: 'numero', titre: 'N°', largeur: '104px', rendu: (p) => p.numero },
  { code: 'structure', titre: 'Porteur', passe: true, rendu: (p) => <span className="g5">{p.structure}</span> },
  {
    code: 'collectifs',
    titre: 'À confirmer',
    passe: true,
    rendu: (p) => p.collectifs.map((c) => `${c.lettre} – ${c.libelle}`).join(', '),
  },
  {
    code: 'relance',
    titre: 'Dernière relance',
    largeur: '210px',
    passe: true,
    rendu: ({ relance }) =>
      relance && (
        <span className="encre2 t12">
          {`n° ${relance.rang} du ${formaterDate(dateDe(relance.instant))}, réponse avant le ${formaterDate(relance.echeance)}`}
        </span>
      ),
  },
];

interface Props {
  readonly campagneId: number;
  readonly etat: EtatSuivi;
  readonly lignes: readonly LigneSuivi[];
  readonly onFermer: () => void;
}

/** Qui sera relancé et avant quand ; puis les lettres, ou la liste de ceux qu’il faut appeler. */
export function DialogueRelances({ campagneId, etat: { aujourdhui, reglages }, lignes, onFermer }: Props) {
  const liste = useTentative();
  async function lister(dossierIds: number[]) {
    const { documentId } = await api.suivi.listeDesRetards({ campagneId, dossierIds });
    await rangerDocument(documentId);
  }
  return (
    <DialogueDeRelance
      titre="Relancer les démarrages"
      travail="suivi.relances"
      libelleDate="Réponse attendue au plus tard le"
      delai={reglages.joursDeReponse}
      aujourdhui={aujourdhui}
      lignes={regrouper(lignes)}
      dossierDe={(p) => p.dossierId}
      colonnes={COLONNES}
      vide="Aucun des collectifs montrés n’attend de confirmation de démarrage."
      isEnAttente={({ relance }) => relance !== null && relance.echeance >= aujourdhui}
      produire={(lettres, signal) => api.suivi.relances({ campagneId, ...lettres }, { signal })}
      dire={(nombre) => ['Relances inscrites', `${pluriel(nombre, 'relance')} au journal et au fil des dossiers.`]}
      erreur={liste.erreur}
      renderActions={(dossierIds) => (
        <Bouton
          icone="tableur"
          enCours={liste.occupe}
          inactif={dossierIds.length === 0}
          onClick={() => void liste.tenter(() => lister(dossierIds))}
        >
          Liste à appeler
        </Bouton>
      )}
      onFermer={onFermer}
    />
  );
}
