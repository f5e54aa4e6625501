import { useState } from 'react';
import type { EchangeSaisi, SuiviDossier } from '../../shared/contract/suivi.ts';
import { LIBELLES_MOYEN, LIBELLES_SENS, type MoyenEchange } from '../../shared/domaine/libelles-suivi.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampDate, ChampListe, ChampTexte, ZoneTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import type { GestesDeSuivi } from './use-deroulement.ts';

const MOYENS: readonly MoyenEchange[] = ['telephone', 'courriel', 'courrier', 'reunion', 'autre'];

interface Props {
  readonly dossier: SuiviDossier;
  /** Objet proposé : la suite d’une visite. */
  readonly objet: string;
  readonly gestes: GestesDeSuivi;
  readonly onFermer: () => void;
}

/** Un échange avec le porteur : appel, courriel, courrier, réunion. */
export function DialogueEchange({ dossier, objet, gestes, onFermer }: Props) {
  const [date, setDate] = useState<string | null>(dossier.aujourdhui);
  const [dit, setDit] = useState<Omit<EchangeSaisi, 'dossierId' | 'date'>>({
    moyen: 'telephone',
    sens: 'emis',
    interlocuteur: '',
    objet,
    texte: '',
  });
  const [refus, setRefus] = useState<string | null>(null);
  function changer(valeurs: Partial<typeof dit>) {
    setDit((avant) => ({ ...avant, ...valeurs }));
  }
  async function envoyer() {
    if (date === null || dit.objet.trim() === '') {
      setRefus('Il faut la date et l’objet.');
      return;
    }
    const phrase = await gestes.noterEchange({ ...dit, dossierId: dossier.dossierId, date });
    if (phrase === null) onFermer();
    else setRefus(phrase);
  }
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Noter un échange"
      taille="lg"
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Renoncer</Bouton>
          <Bouton type="submit" genre="principal" enCours={gestes.enCours}>
            Noter l’échange
          </Bouton>
        </>
      }
    >
      {refus !== null && <Alerte ton="al">{refus}</Alerte>}
      <div className="suivi-champs">
        <ChampDate libelle="Date" valeur={date} onChange={setDate} obligatoire focusInitial />
        <ChampTexte
          libelle="Interlocuteur"
          valeur={dit.interlocuteur}
          onChange={(interlocuteur) => changer({ interlocuteur })}
          longueurMax={300}
        />
        <ChampListe
          libelle="Moyen"
          valeur={dit.moyen}
          onChange={(moyen) => changer({ moyen })}
          options={MOYENS.map((valeur) => ({ valeur, libelle: LIBELLES_MOYEN[valeur] }))}
        />
        <ChampListe
          libelle="Sens"
          valeur={dit.sens}
          onChange={(sens) => changer({ sens })}
          options={[
            { valeur: 'emis', libelle: LIBELLES_SENS.emis },
            { valeur: 'recu', libelle: LIBELLES_SENS.recu },
          ]}
        />
      </div>
      <ChampTexte
        libelle="Objet"
        valeur={dit.objet}
        onChange={(texte) => changer({ objet: texte })}
        obligatoire
        longueurMax={300}
      />
      <ZoneTexte
        libelle="Ce qui a été dit"
        valeur={dit.texte}
        onChange={(texte) => changer({ texte })}
        lignes={4}
        longueurMax={4000}
      />
    </Dialogue>
  );
}
