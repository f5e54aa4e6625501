import { useState } from 'react';
import type { ReglagesInstruction } from '../../../shared/contract/instruction.ts';
import { api } from '../../api.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher, ChampListe, ChampNombre } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { useEcriture } from './use-ecriture.ts';

const SYNTHESES = [
  { valeur: 'moyenne', libelle: 'Moyenne des lecteurs, critère par critère' },
  { valeur: 'rapporteur', libelle: 'Niveaux fixés par le rapporteur, moyenne ailleurs' },
] as const;

interface Props {
  readonly campagneId: number;
  readonly reglages: ReglagesInstruction;
  readonly onFermer: () => void;
}

/** Comment la campagne se lit à plusieurs. */
export function DialogueReglages({ campagneId, reglages, onFermer }: Props) {
  const [aveugle, setAveugle] = useState(reglages.lectureAveugle);
  const [synthese, setSynthese] = useState(reglages.synthese);
  const [lecteurs, setLecteurs] = useState<number | null>(reglages.lecteursParDossier);
  const { enCours, ecrire } = useEcriture();
  const erreur = lecteurs === null || lecteurs < 1 || lecteurs > 5 ? 'De 1 à 5 lecteurs.' : null;
  async function envoyer(): Promise<void> {
    if (lecteurs === null || erreur !== null) return;
    const voulus = { lectureAveugle: aveugle, synthese, lecteursParDossier: lecteurs };
    if (await ecrire(() => api.instruction.regler({ campagneId, reglages: voulus }), 'Les réglages n’ont pas changé')) {
      notifier('Les notes et les piles suivent aussitôt.', 'Réglages enregistrés');
      onFermer();
    }
  }
  return (
    <Dialogue
      ouvert
      titre="Réglages de lecture"
      onFermer={onFermer}
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" enCours={enCours} inactif={erreur !== null}>
            Enregistrer
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <ChampNombre
          libelle="Lecteurs par dossier"
          focusInitial
          valeur={lecteurs}
          onChange={setLecteurs}
          erreur={erreur}
        />
        <CaseACocher
          libelle="Lecture aveugle"
          description="Un lecteur ne voit les niveaux, commentaires et notes des autres qu’une fois sa lecture terminée."
          valeur={aveugle}
          onChange={setAveugle}
        />
        <ChampListe
          libelle="Synthèse des lecteurs"
          description="Repasser à la moyenne garde les niveaux fixés sans les compter."
          valeur={synthese}
          options={SYNTHESES}
          onChange={setSynthese}
        />
      </div>
    </Dialogue>
  );
}
